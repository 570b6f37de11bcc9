package dev.mneme.http;

import dev.mneme.api.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/**
 * An answer: status and headers, and what writes the body after both are set.
 *
 * @param headers in the order they are sent; a name may occur several times
 */
public record Reply(int status, List<Header> headers, Body body) {
  public Reply {
    headers = List.copyOf(headers);
  }

  /** One header of an answer; the value may hold any text, it is sent as UTF-8 on one line. */
  public record Header(String name, String value) {}

  /** Writes the body of an answer. */
  @FunctionalInterface
  public interface Body {
    /**
     * Writes all of the body. What was not flushed is held back up to 16 KiB, and if this throws
     * while nothing has left, an error is answered in its place; later, the connection is cut.
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /** A JSON body, written straight to the caller. */
  public static Reply json(int status, Consumer<JsonGenerator> writer) {
    return stream(status, "application/json", out -> Json.write(out, writer));
  }

  /** A JSON body with status 200. */
  public static Reply json(Consumer<JsonGenerator> writer) {
    return json(200, writer);
  }

  /** The usual body of an error: {@code {"detail": …}}; for git itself, the sentence as text. */
  public static Reply detail(int status, String detail) {
    return stream(status, "application/json", new Detail(detail));
  }

  /** A sentence that says what was wrong. */
  record Detail(String sentence) implements Body {
    @Override
    public void writeTo(OutputStream out) {
      Json.write(
          out,
          json -> json.writeStartObject().writeStringProperty("detail", sentence).writeEndObject());
    }
  }

  /** The same for git, which shows its user a sentence only if it comes as plain text. */
  Reply forGit() {
    if (!(body instanceof Detail detail)) {
      return this;
    }
    List<Header> others =
        headers.stream().filter(header -> !header.name().equals("Content-Type")).toList();
    Reply text = text(status, detail.sentence() + "\n");
    return new Reply(
        status, Stream.concat(text.headers.stream(), others.stream()).toList(), text.body);
  }

  /** A text in UTF-8. */
  public static Reply text(int status, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return stream(status, "text/plain; charset=utf-8", out -> out.write(bytes));
  }

  /** A body of any type; status and headers go out before its first byte. */
  public static Reply stream(int status, String contentType, Body body) {
    return new Reply(status, List.of(new Header("Content-Type", contentType)), body);
  }

  /** No body. */
  public static Reply empty(int status) {
    return new Reply(status, List.of(), out -> {});
  }

  /** The same with one more header. */
  public Reply with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Reply(status, more, body);
  }

  /**
   * The same for what will be answered alike every time. Letta's client asks twice more after a 409
   * and whatever is 500 or above, for up to two seconds, unless it is told not to.
   */
  public Reply inVain() {
    return with("X-Should-Retry", "false");
  }
}
