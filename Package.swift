// swift-tools-version: 6.2

import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let arguments: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")
let deques: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")
let heaps: Target.Dependency = .product(name: "HeapModule", package: "swift-collections")

let histograms: Target.Dependency = .product(
  name: "Histogram", package: "hdrhistogram-swift")

let package = Package(
  name: "banter",
  products: [
    .executable(name: "banter", targets: ["banter"]),
    .executable(name: "banterd", targets: ["banterd"]),
  ],
  dependencies: [
    .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CXlib", path: "CModules/CXlib", pkgConfig: "xft",
      providers: [
        .apt(["libx11-dev", "libxft-dev", "libfontconfig1-dev", "libxi-dev", "libxss-dev"])
      ]),
    .systemLibrary(
      name: "CText", path: "CModules/CText", pkgConfig: "harfbuzz",
      providers: [.apt(["libharfbuzz-dev", "libfribidi-dev", "libicu-dev"])]),
    .systemLibrary(name: "CLinux", path: "CModules/CLinux"),
    .systemLibrary(
      name: "COpenSSL", path: "CModules/COpenSSL", pkgConfig: "openssl",
      providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CSQLite", path: "CModules/CSQLite", pkgConfig: "sqlite3",
      providers: [.apt(["libsqlite3-dev"])]),

    .target(name: "Framing", swiftSettings: strict),
    .target(
      name: "Transport",
      dependencies: ["CLinux", "COpenSSL", "Framing", deques, heaps, logging, system],
      swiftSettings: strict),
    .target(name: "Routing", dependencies: ["Framing"], swiftSettings: strict),
    .target(name: "Storage", dependencies: ["CSQLite", "Framing", system], swiftSettings: strict),
    .target(name: "Widgets", swiftSettings: strict),
    .target(
      name: "X11", dependencies: ["CText", "CXlib", "Widgets", logging], swiftSettings: strict),
    .target(
      name: "ChatClient", dependencies: ["Framing", "Storage", "Widgets", deques],
      swiftSettings: strict),
    .executableTarget(
      name: "banterd",
      dependencies: ["Framing", "Routing", "Storage", "Transport", arguments, logging, system],
      swiftSettings: strict),
    .executableTarget(
      name: "banter",
      dependencies: [
        "ChatClient", "Framing", "Transport", "Widgets", "X11", arguments, logging, system,
      ],
      swiftSettings: strict),

    .executableTarget(
      name: "banter-bench",
      dependencies: [
        "Framing", "Transport", arguments, histograms,
      ],
      swiftSettings: strict),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(
      name: "FramingTests", dependencies: ["Framing", "FuzzTargets", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "TransportTests", dependencies: ["CLinux", "Framing", "TestSupport", "Transport", system],
      swiftSettings: strict),
    .testTarget(
      name: "StorageTests", dependencies: ["CSQLite", "Framing", "Storage", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "RoutingTests",
      dependencies: ["Framing", "Routing", "RoutingTestSupport", "TestSupport"],
      swiftSettings: strict),
    .target(
      name: "WidgetTestSupport", dependencies: ["Widgets"], path: "Tests/WidgetTestSupport",
      swiftSettings: strict),
    .testTarget(
      name: "WidgetsTests", dependencies: ["TestSupport", "Widgets", "WidgetTestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "X11Tests", dependencies: ["CXlib", "TestSupport", "Widgets", "X11"],
      swiftSettings: strict),
    .testTarget(
      name: "ChatClientTests",
      dependencies: ["ChatClient", "Framing", "Storage", "WidgetTestSupport", "Widgets"],
      swiftSettings: strict),
    .executableTarget(
      name: "checker-client", dependencies: ["ChatClient", "Framing", "Storage", "Transport"],
      path: "Tests/CrashChecker/Client", swiftSettings: strict),
    .testTarget(
      name: "BanterdTests",
      dependencies: [
        "banterd", "Framing", "Routing", "Storage", "TestSupport", "Transport", system,
      ],
      swiftSettings: strict),
    .target(
      name: "RoutingTestSupport", dependencies: ["Framing", "Routing"],
      path: "Tests/RoutingTestSupport", swiftSettings: strict),
    .target(
      name: "FuzzTargets", dependencies: ["Framing", "Routing", "RoutingTestSupport", "Transport"],
      path: "Tests/Fuzz/Targets",
      swiftSettings: strict),
    .testTarget(
      name: "FuzzTests", dependencies: ["FuzzTargets", "TestSupport"], path: "Tests/Fuzz/Replay",
      swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "ChatClient", "CXlib", "Framing", "Storage", "TestSupport", "Transport", "Widgets", "X11",
        system,
      ],
      swiftSettings: strict),
  ]
)
