package dev.mneme.http;

/**
 * HTTP itself refuses a request, before or beside any use case. Failures of use cases have their
 * own exceptions and get their status in {@link Errors}.
 */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Reply reply;

  /** Refuses with the answer given. */
  public RefusedException(Reply reply) {
    super("status " + reply.status());
    this.reply = reply;
  }

  /** Refuses with a status and a sentence that says what to do. */
  public static RefusedException of(int status, String detail) {
    return new RefusedException(Reply.detail(status, detail));
  }

  /** A header or parameter is wrong in a way that no validation list describes. */
  public static RefusedException badRequest(String detail) {
    return of(400, detail);
  }

  static RefusedException tooLarge(long limitBytes) {
    return of(
        413,
        "The body is larger than %,d bytes, the most this server accepts here (MNEME_MAX_REQUEST)"
            .formatted(limitBytes));
  }

  Reply reply() {
    return reply;
  }
}
