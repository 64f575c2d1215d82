internal import Framing

/// What a session knows of its connection; all of it ends with that.
struct ConnectionFacts {
  /// The router has said so.
  var speaksVersion2 = false
  /// Whether the first list since signing in has come.
  var hasWholeRoster = false
  /// What the router said of the end of the connection, and when to come back, in milliseconds.
  var farewell: Bye?
  /// The longest body of a frame that the router takes.
  var frameLimit = Limits.frameFromClient
  /// The `cid` of the message that was sent and not acknowledged yet.
  var inFlight: String?
  /// Until when nothing is sent, in milliseconds since 1970, because the router could not take something.
  var pausedUntil: Int64?
  /// The first `seq` that the router still has.
  var first: Int64 = 1
  /// Up to this `seq` the log is old news: this computer sees it for the first time.
  var oldNewsUntil: Int64 = 0
  /// Numbers above the cursor that are taken: a router acknowledges what was sent before it has passed on
  /// all that came before.
  var takenAhead: Set<Int64> = []
  /// Something of the log is missing: what comes on this connection is left out, the next one brings it again.
  var isBehind = false
  /// Up to where the router was told that the log is stored here.
  var acknowledged: Int64 = 0
  /// When it was told so last, in milliseconds since 1970.
  var acknowledgedAt: Int64?
  /// Of which conversations older messages were asked for.
  var asksOlder: Set<Peer> = []
  /// When peers were told that one is writing, in milliseconds since 1970.
  var toldTyping: [Peer: Int64] = [:]
  /// What was last sent to a router of version 1, which says only what did not arrive.
  var unconfirmed: [Outgoing] = []
  /// Whether more waits for a router of version 1 than it is sent at once.
  var hasMoreToSend = false
  /// To whom something was sent last.
  var lastSpokenTo: Peer?
  /// Whether it was said that the router takes messages more slowly than they are sent.
  var wasToldOfDelay = false
  /// What the router has said about people's keys.
  var keyAnswers: [Peer: ClientSession.KeyAnswer] = [:]
  /// About whom it is still to be asked, one after the other.
  var keyQueue: [Peer] = []
  /// About whom it was asked, and when, in milliseconds since 1970.
  var asksKeys: (peer: Peer, time: Int64)?
  /// Why it tells nobody's keys; nil where it does, as far as is known.
  var keySilence: PeerKeys.Silence?
  /// Whether a code for another computer was asked for.
  var asksLinkCode = false
}
