// swift-tools-version: 6.2
import PackageDescription

/// Every target is built alike: Swift 6 mode, the upcoming features that the language will make the rule,
/// and no warning that anyone could learn to overlook.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .treatAllWarnings(as: .error),
]

/// A room of the house: a library target and the rooms that it may see. `ARCHITECTURE.md` draws them.
func room(_ name: String, sees: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: sees, resources: resources, swiftSettings: settings)
}

/// Tests of some rooms. Their data (scenarios, fictional policy) are read where they lie.
func tests(_ name: String, of: [Target.Dependency], data: [String] = []) -> Target {
    .testTarget(name: name, dependencies: of, exclude: data, swiftSettings: settings)
}

func system(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, path: "Sources/System/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

let package = Package(
    name: "shebao",
    products: [
        .executable(name: "shebao", targets: ["Shebao"]),
        .executable(name: "shebao-standins", targets: ["StandIns"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.1"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // The C libraries.
        system("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
        system("CPostgreSQL", pkgConfig: "libpq", apt: "libpq-dev"),
        system("CPango", pkgConfig: "pangocairo", apt: "libpango1.0-dev"),
        system("CQREncode", pkgConfig: "libqrencode", apt: "libqrencode-dev"),
        system("CXlsxWriter", pkgConfig: "xlsxwriter", apt: "libxlsxwriter-dev"),
        system("CZip", pkgConfig: "libzip", apt: "libzip-dev"),
        system("CExpat", pkgConfig: "expat", apt: "libexpat1-dev"),
        system("COpenSSL", pkgConfig: "libcrypto", apt: "libssl-dev"),
        system("CSodium", pkgConfig: "libsodium", apt: "libsodium-dev"),
        system("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
        system("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
        // Of glibc itself, which Swift's module of it leaves out.
        .systemLibrary(name: "CMalloc", path: "Sources/System/CMalloc"),

        // Pure rooms: synchronous, no files, no network, no clock.
        room("Basics"),
        room("Policy", sees: ["Basics", .product(name: "Yams", package: "Yams")]),
        room("Calculation", sees: ["Basics", "Policy"]),
        room("Records", sees: ["Basics"]),
        room("Casework", sees: ["Basics", "Policy", "Records"]),
        room("Matters", sees: ["Basics", "Policy", "Calculation", "Records", "Casework"]),

        // Rooms that touch the world.
        room("Cryptography", sees: ["Basics", "COpenSSL", "CSodium"]),
        room("Database", sees: ["Basics"]),
        room("SQLiteDriver", sees: ["Basics", "Database", "CSQLite"]),
        room("PostgreSQLDriver", sees: ["Basics", "Database", "CPostgreSQL"]),
        room(
            "Storage",
            sees: [
                "Basics", "Policy", "Records", "Casework", "Database", "SQLiteDriver", "PostgreSQLDriver",
                "Cryptography",
            ]),
        room(
            "Documents",
            sees: ["Basics", "Casework", "Cryptography", "CPango", "CQREncode", "CXlsxWriter", "CZip", "CExpat"]),
        room(
            "HTTP",
            sees: [
                "Basics", "CCurl", "CMalloc", "CZlib",
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),
        room("Exchange", sees: ["Basics", "Records", "Casework", "Cryptography"]),
        room(
            "Office",
            sees: [
                "Basics", "Policy", "Calculation", "Records", "Casework", "Matters", "Database", "Storage", "Documents",
                "Exchange", "Cryptography", "CMalloc",
            ]),
        room(
            "Web",
            sees: [
                "Basics", "Policy", "Calculation", "Records", "Casework", "Matters", "Storage", "Office", "Exchange",
                "Documents", "HTTP", "Cryptography",
            ],
            resources: [.embedInCode("Assets/shebao.css")]),

        // Programs.
        .executableTarget(
            name: "Shebao",
            dependencies: [
                "Web", "Office", "HTTP", "Storage", "Database", "Documents", "Exchange", "Cryptography", "Matters",
                "Casework",
                "Records", "Calculation", "Policy", "Basics",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "StandIns",
            dependencies: [
                "HTTP", "Exchange", "Cryptography", "Casework", "Records", "Basics",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            // Its tests turn it by its inner handles; the platform's own rooms are tested by what they show.
            swiftSettings: settings + [.unsafeFlags(["-enable-testing"])]),

        // Tests.
        tests("BasicsTests", of: ["Basics", "TestSupport"]),
        tests("PolicyTests", of: ["Policy", "Basics", "TestSupport"]),
        tests(
            "CalculationTests",
            of: ["Calculation", "Policy", "Basics", "TestSupport", .product(name: "Yams", package: "Yams")],
            data: ["Policy", "Scenarios", "Calculators", "LateFees", "Standards", "Oracle"]),
        tests("CaseworkTests", of: ["Casework", "Records", "Policy", "Basics"]),
        tests(
            "MattersTests",
            of: [
                "Matters", "Casework", "Records", "Policy", "Basics", "TestSupport",
                .product(name: "Yams", package: "Yams"),
            ],
            data: [
                "EmployerRegistration",
                "StaffEnrolment",
                "StaffTermination",
                "MonthlyPlan",
                "TaxReceipt",
                "EntitlementRecord",
                "PaymentTranscript",
                "SettlementStatement",
                "YearlyStatement",
                "DeductionAgreement",
                "DeductionAgreementEnd",
                "ContributionSuspension",
                "ContributionResumption",
                "WageChange",
                "YearlyWage",
                "WageSignOff",
                "DocumentRegistration",
                "PaymentCertificate",
                "EmployerCertificate",
                "StaffRecord",
                "OnlineBankOrder", "OnlineBankOrderCancellation", "CounterPayment", "BankReceipt", "BankReturn",
                "UnallocatedReceipt", "CreditRefund", "EmployerChange", "EmployerDeregistration",
                "NewcomerRegistration", "MonthlyAssessment", "MonthClose",
            ]),
        tests("RecordsTests", of: ["Records", "Basics", "TestSupport"]),
        tests("CryptographyTests", of: ["Cryptography", "Basics"]),
        tests("DatabaseTests", of: ["Database", "SQLiteDriver", "PostgreSQLDriver", "Basics", "TestSupport"]),
        tests(
            "DocumentsTests",
            of: ["Documents", "Matters", "Casework", "Records", "Cryptography", "Basics", "TestSupport"],
            data: ["inspect_seal.py", "read_workbook.py", "Batch/make_workbooks.py", "Batch/resave_workbook.py"]),
        tests(
            "HTTPTests",
            of: [
                "HTTP", "Basics", .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        tests(
            "OfficeTests",
            of: [
                "Office", "Storage", "Database", "SQLiteDriver", "PostgreSQLDriver", "Exchange", "Casework", "Matters",
                "Records", "Calculation", "Policy", "Basics", "Cryptography", "Documents", "TestSupport",
            ]),
        tests(
            "WebTests",
            of: [
                "Web", "Office", "HTTP", "Matters", "Casework", "Cryptography", "Records", "Calculation", "Policy",
                "Basics",
                "Storage", "Database", "SQLiteDriver", "Documents", "Exchange", "TestSupport",
            ]),
        tests("ShebaoTests", of: ["Shebao"]),
        tests("HouseTests", of: []),
        tests(
            "ExchangeTests",
            of: ["Exchange", "StandIns", "HTTP", "Casework", "Cryptography", "Records", "Basics", "TestSupport"]),
        .target(
            name: "TestSupport",
            dependencies: ["Basics", "Policy", "Database", "SQLiteDriver", "PostgreSQLDriver"],
            path: "Tests/TestSupport",
            swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
