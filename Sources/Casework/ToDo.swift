package import Basics

/// Something that somebody is expected to do (待办), shown on login until it is settled.
package struct ToDo: Hashable, Sendable {
    /// For whom and what about: one to-do stands for each, however often it is raised.
    package struct Key: Hashable, Sendable {
        package let applicant: Applicant
        /// `plan-not-made`, `medical-refused`
        package let kind: String
        /// What it is about within its kind: a period, a case.
        package let subject: String

        package init(_ applicant: Applicant, kind: String, subject: String) {
            self.applicant = applicant
            self.kind = kind
            self.subject = subject
        }
    }

    package let key: Key
    package let sentence: String
    package let dueOn: Day?
    /// The matter that settles it; `nil` if none does.
    package let matter: String?
    package let answers: Answers

    package init(_ key: Key, sentence: String, dueOn: Day?, matter: String? = nil, answers: Answers = [:]) {
        self.key = key
        self.sentence = sentence
        self.dueOn = dueOn
        self.matter = matter
        self.answers = answers
    }
}
