#include <curl/curl.h>

// curl_easy_setopt and curl_easy_getinfo take any type; Swift imports no variadic functions. One wrapper for each type that we pass.
static inline CURLcode shebao_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode shebao_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}
static inline CURLcode shebao_curl_set_pointer(CURL *handle, CURLoption option, const void *value) {
    return curl_easy_setopt(handle, option, value);
}
typedef size_t (*shebao_curl_sink)(char *bytes, size_t size, size_t count, void *context);
static inline CURLcode shebao_curl_set_sink(CURL *handle, CURLoption option, shebao_curl_sink sink) {
    return curl_easy_setopt(handle, option, sink);
}
static inline CURLcode shebao_curl_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}
