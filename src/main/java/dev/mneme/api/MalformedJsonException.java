package dev.mneme.api;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/** A text that should be JSON is not, or holds a string that cannot be kept. */
public final class MalformedJsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final long offset;

  private MalformedJsonException(String message, long offset) {
    super(message);
    this.offset = offset;
  }

  static MalformedJsonException at(JsonParser parser, String message) {
    return new MalformedJsonException(message, parser.currentLocation().getCharOffset());
  }

  static MalformedJsonException notUtf8() {
    return new MalformedJsonException("The text is not UTF-8", 0);
  }

  static MalformedJsonException of(JacksonException e) {
    long offset = e.getLocation() == null ? 0 : e.getLocation().getCharOffset();
    return new MalformedJsonException(e.getOriginalMessage(), offset);
  }

  /** About where in the text, in characters from its begin. */
  public long offset() {
    return offset;
  }
}
