package dev.mneme.api;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A body, path or query does not validate. The message is the list of problems as upstream writes
 * it: a Python list in a string.
 */
public final class InvalidRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<String> examples;

  InvalidRequestException(List<Problem> problems) {
    this(problems, List.of());
  }

  private InvalidRequestException(List<Problem> problems, List<String> examples) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining(", ", "[", "]")));
    this.examples = examples;
  }

  /** A single problem. */
  public static InvalidRequestException of(
      String type, List<Object> location, String message, @Nullable Object input) {
    return new InvalidRequestException(List.of(new Problem(type, location, message, input)));
  }

  /** The body is not JSON. */
  public static InvalidRequestException of(MalformedJsonException e) {
    return of(
        "json_invalid", List.of("body", e.offset()), "JSON decode error: " + e.getMessage(), null);
  }

  /**
   * A part of the path that should be an id is not one.
   *
   * @param name of the part, for example {@code block_id}
   * @param prefix what such ids begin with, with the dash
   */
  public static InvalidRequestException malformedId(String name, String prefix, String found) {
    String message = "String should match pattern '%s{uuid4}'".formatted(prefix);
    Problem problem = new Problem("string_pattern_mismatch", List.of("path", name), message, found);
    return new InvalidRequestException(
        List.of(problem), List.of(prefix + "123e4567-e89b-42d3-8456-426614174000"));
  }

  /** Ids of the right form, where that is what was wrong; else empty. */
  public List<String> examples() {
    return examples == null ? List.of() : examples;
  }
}
