import HTTP

extension Site {
    /// What browsers are told to refuse on our behalf: scripts and styles from elsewhere or in the page, frames,
    /// guessing of types, leaking of addresses.
    func addHeaders(to response: inout Response) {
        // A file that came from outside has a stricter one of its own.
        if response.headers["content-security-policy"] == nil {
            response.headers["content-security-policy"] =
                "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
                + "frame-ancestors 'none'"
        }
        response.headers["x-content-type-options"] = "nosniff"
        response.headers["referrer-policy"] = "same-origin"
        response.headers["permissions-policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        response.headers["cross-origin-opener-policy"] = "same-origin"
        response.headers["cross-origin-resource-policy"] = "same-origin"
        if settings.isSecure { response.headers["strict-transport-security"] = "max-age=31536000; includeSubDomains" }
    }
}
