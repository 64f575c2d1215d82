import CXlib
import Widgets

/// One question for a selection's text and what of the answer has come.
final class SelectionQuery {
  enum State {
    /// The owner was asked for this form.
    case asking(TextTarget)
    /// The owner sends parts; `bytes` are those that came.
    case receiving(bytes: [UInt8])
  }

  let kind: SelectionKind
  var time: EventTime
  var state = State.asking(.utf8String)
  /// Gives up an owner that does nothing.
  var timer: ScheduledTimer?
  private var answer: ((String?) -> Void)?

  init(kind: SelectionKind, time: EventTime, answer: @escaping (String?) -> Void) {
    self.kind = kind
    self.time = time
    self.answer = answer
  }

  /// Answers, once.
  func finish(with text: String?) {
    timer?.cancel()
    let answer = answer
    self.answer = nil
    answer?(text)
  }
}
