import Basics
import Office
import Records

/// The people of a plan, each with their contributions, whose amounts unfold where they stand.
struct PlanPeople: Component {
    private let people: [PlanView.Person]
    private let record: ((PersonId) -> Link)?

    /// - Parameter record: where a person's page is; `nil` where names lead nowhere.
    init(_ people: [PlanView.Person], record: ((PersonId) -> Link)? = nil) {
        self.people = people
        self.record = record
    }

    var markup: Markup {
        """
        <p class="quiet">点开金额，可以看到计算过程、政策参数、执行期间和出处。</p>
        <div class="measure">
        \(each: people, item)
        </div>
        """
    }

    private func item(_ person: PlanView.Person) -> Markup {
        """
        <section class="month">
        <div class="head"><h3>\(name(person))<span class="note">\(Masked.number(person.number))</span></h3></div>
        \(ExplainedRows(person.rows, total: ("合计", person.total)))
        </section>
        """
    }

    private func name(_ person: PlanView.Person) -> Markup {
        record.map { "<a href=\"\($0(person.id))\">\(person.name)</a>" } ?? "\(person.name)"
    }
}
