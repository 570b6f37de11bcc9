package dev.mneme.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a request, in the words of upstream's validation (pydantic 2).
 *
 * @param type pydantic's name of the kind, for example {@code missing}
 * @param location where: {@code body}, {@code query} or {@code path}, then names and indexes
 * @param message what is wrong, as a sentence
 * @param input what was found there, a plain JSON value
 * @see <a href="https://docs.pydantic.dev/latest/errors/validation_errors/">the kinds</a>
 */
public record Problem(String type, List<Object> location, String message, @Nullable Object input) {
  public Problem {
    location = List.copyOf(location);
  }

  @Override
  public String toString() {
    return "{'type': %s, 'loc': %s, 'msg': %s, 'input': %s}"
        .formatted(
            PythonLiteral.of(type),
            PythonLiteral.tuple(location),
            PythonLiteral.of(message),
            PythonLiteral.of(input));
  }
}
