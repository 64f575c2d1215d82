import Testing

/// Real programs on real X servers, one test after the other: they share the machine's processors.
@Suite(.serialized) struct EndToEnd {}
