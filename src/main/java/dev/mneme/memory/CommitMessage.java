package dev.mneme.memory;

/**
 * What a commit says for itself, before its trailers.
 *
 * @param text some lines in UTF-8, without blank ones around them; {@link InvalidException} if it
 *     says nothing, has control characters other than tabs, or is too long
 */
public record CommitMessage(String text) {
  private static final int MOST_CHARS = 10_000;

  public CommitMessage {
    text = text.replace("\r\n", "\n").strip();
    if (text.isEmpty()) {
      throw new InvalidException("a commit needs a message: say in a line what it does");
    }
    if (text.codePoints().anyMatch(CommitMessage::isForbidden)) {
      throw new InvalidException("the message of a commit must be text without control characters");
    }
    if (text.codePointCount(0, text.length()) > MOST_CHARS) {
      throw new InvalidException(
          "the message of a commit may have %,d characters".formatted(MOST_CHARS));
    }
  }

  private static boolean isForbidden(int codePoint) {
    return Character.isISOControl(codePoint) && codePoint != '\n' && codePoint != '\t';
  }
}
