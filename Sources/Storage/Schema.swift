package import Database

/// The steps of the schema, in order.
package enum Schema {
    package static let migrations: [Migration] = [
        .records,
        .casework,
        .money,
        .desk,
        .dailyRoot,
        .keeperAnswers,
        .lookups,
        .staffList,
        .linkedDrafts,
        .enrolmentChanges,
        .counter,
        .reconciliation,
        .deduction,
        .documents,
        .employerPapers,
        .messages,
        .announcements,
        .paymentOrders,
        .units,
        .wagesAndWork,
        .savedQueries,
        .operators,
        .employerClosing,
        .changesTakenBack,
        .returns,
        .orderClosings,
        .employerChanges,
        .operatorActs,
        .medicalNotices,
        .publications,
        .medicalInquiries,
        .loading,
    ]
}
