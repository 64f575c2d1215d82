/// One's own message on its way to the router.
struct Outgoing {
  let cid: String
  let text: String
  let peer: Peer
}
