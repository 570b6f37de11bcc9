package dev.mneme.webhooks;

/** What came of sending something once. */
sealed interface Outcome {
  /** The receiver has it. */
  record Taken() implements Outcome {}

  /**
   * The receiver may or may not have it.
   *
   * @param why for the owner of the webhook; nothing that the receiver said is in it
   */
  record Failed(String why) implements Outcome {}
}
