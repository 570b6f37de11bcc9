package dev.mneme.http.git;

import java.io.IOException;

/** The pack of a push is not taken; the message tells its pusher why, and what to do. */
final class PushRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  PushRefusedException(String sentence) {
    super(sentence);
  }
}
