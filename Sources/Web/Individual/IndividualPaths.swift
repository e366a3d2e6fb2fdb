package enum IndividualPaths {
    package static let home = Path("/individual")
    package static let record = Path("/individual/record")
    package static let papers = Path("/individual/papers")
    package static let reads = Path("/individual/reads")
}

extension Portal {
    package static let individual = Portal(
        "个人办事", home: IndividualPaths.home(),
        items: [
            Item("首页", IndividualPaths.home()), Item("缴费记录", IndividualPaths.record()),
            Item("我的文书", IndividualPaths.papers()), Item("谁看过我的记录", IndividualPaths.reads()),
            Item("办理业务", FilingPaths.individual.matters()), Item("我的办件", FilingPaths.individual.cases()),
        ], logOut: EntryPaths.logOut())
}
