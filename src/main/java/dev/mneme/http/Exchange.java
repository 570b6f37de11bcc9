package dev.mneme.http;

import dev.mneme.api.Fields;
import dev.mneme.api.InvalidRequestException;
import dev.mneme.api.Json;
import dev.mneme.api.MalformedJsonException;
import dev.mneme.api.Problems;
import dev.mneme.block.Uuid4;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** One request, as its endpoint sees it. Used by one thread. */
public final class Exchange {
  private final Request request;
  private final long bodyLimitBytes;
  private Map<String, String> parameters = Map.of();
  private @Nullable Query query;
  private boolean bodyOpened;

  Exchange(Request request, long bodyLimitBytes) {
    this.request = request;
    this.bodyLimitBytes = bodyLimitBytes;
  }

  void routed(Map<String, String> parameters) {
    this.parameters = parameters;
  }

  /** {@code GET}, {@code POST}, … as sent. */
  public String method() {
    return request.getMethod();
  }

  /** The path as sent, escapes and all. */
  public String rawPath() {
    return Objects.requireNonNullElse(request.getHttpURI().getPath(), "/");
  }

  /** Whether the path is one of git's, under {@code /v1/git}. */
  boolean isOfGit() {
    List<String> segments = RawPath.of(rawPath()).segments();
    return segments.size() >= 2 && segments.get(0).equals("v1") && segments.get(1).equals("git");
  }

  /** Whether git itself asks, and not a program that reads JSON. */
  boolean isFromGit() {
    return isOfGit() && header("User-Agent").orElse("").startsWith("git/");
  }

  /** The decoded part of the path that the route's template names. */
  public String parameter(String name) {
    return Objects.requireNonNull(parameters.get(name), name);
  }

  /**
   * An id in the path.
   *
   * @param make makes the id from its text, which has the right form already
   * @throws InvalidRequestException if it is not {@code prefix} and a version 4 uuid
   */
  public <T> T id(String name, String prefix, Function<String, T> make) {
    String text = parameter(name);
    if (!Uuid4.matches(prefix, text)) {
      throw InvalidRequestException.malformedId(name, prefix, text);
    }
    return make.apply(text);
  }

  /** The parameters behind the question mark. */
  public Query query() {
    if (query == null) {
      query = new Query(request.getHttpURI().getQuery());
    }
    return query;
  }

  /** The first header of that name, in any case; its bytes are read as UTF-8. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name)).map(HeaderText::received);
  }

  /** All headers of that name, in their order. */
  public List<String> headers(String name) {
    return request.getHeaders().getFields(name).stream()
        .map(HttpField::getValue)
        .map(HeaderText::received)
        .toList();
  }

  /** Whether the request has a body, as far as its headers say. */
  public boolean hasBody() {
    return request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)
        || request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > 0;
  }

  /**
   * The body as it is sent, of any length and not decompressed. A client that waits for {@code 100
   * Continue} is told to go on at the first read.
   */
  public InputStream body() {
    bodyOpened = true;
    return new RequestBody(Request.asInputStream(request));
  }

  /**
   * Reads a JSON object and throws every problem that its reader has noted, together.
   *
   * @param read makes a value from the object; after a problem it is dropped
   */
  public <T> T read(BiFunction<Fields, Problems, T> read) throws IOException {
    Object body = json();
    Problems problems = new Problems();
    T value = read.apply(Fields.ofBody(body, problems), problems);
    problems.check();
    return value;
  }

  private @Nullable Object json() throws IOException {
    if (!hasBody()) {
      throw InvalidRequestException.of("missing", List.of("body"), "Field required", null);
    }
    requireJsonBody();
    try {
      return Json.parse(bytes());
    } catch (MalformedJsonException e) {
      throw InvalidRequestException.of(e);
    }
  }

  /**
   * Refuses a body that is not said to be JSON. A page in somebody's browser can send other types,
   * or none, to an open server on this machine without asking; it cannot send this one.
   */
  public void requireJsonBody() {
    if (hasBody() && !isJson(header("Content-Type").orElse(""))) {
      throw RefusedException.of(
          415, "Only JSON is read here: send the body with 'Content-Type: application/json'");
    }
  }

  private static boolean isJson(String contentType) {
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return type.strip().equalsIgnoreCase("application/json");
  }

  /** All of the body as it is sent, up to the server's limit. */
  public byte[] bytes() throws IOException {
    if (request.getLength() > bodyLimitBytes) {
      throw RefusedException.tooLarge(bodyLimitBytes);
    }
    byte[] bytes = body().readNBytes((int) Math.min(bodyLimitBytes + 1, Integer.MAX_VALUE - 8));
    if (bytes.length > bodyLimitBytes) {
      throw RefusedException.tooLarge(bodyLimitBytes);
    }
    return bytes;
  }

  /** Whether whoever sends this would take an answer before the body is read. */
  boolean mayBeReadOn() {
    boolean waits = request.getHeaders().contains(HttpHeader.EXPECT) && !bodyOpened;
    return hasBody() && !waits;
  }

  /** Method and path, as they may be logged: without the query and without any header. */
  @Override
  public String toString() {
    String path = rawPath();
    byte[] shown = path.substring(0, Math.min(path.length(), 300)).getBytes(StandardCharsets.UTF_8);
    return method() + " " + new String(shown, StandardCharsets.US_ASCII);
  }
}
