/// Why a partner does not do what a message asks, and what whoever reads it can do. Shown to people as it comes.
package struct PartnerRefusal: Codable, Hashable, Sendable {
    package let code: String
    package let sentence: String
    package let remedy: String

    package init(code: String, sentence: String, remedy: String) {
        self.code = code
        self.sentence = sentence
        self.remedy = remedy
    }

    func check(_ path: FieldPath) throws(MalformedMessage) {
        try path["code"].documentNumber(code)
        try path["sentence"].plain(sentence, upTo: 200)
        try path["remedy"].plain(remedy, upTo: 200)
    }
}
