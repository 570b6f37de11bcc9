package dev.mneme.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.api.Json;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered.
 *
 * @param request method and path, for the story that a failing test tells
 */
public record Answer(String request, int status, HttpHeaders headers, byte[] bytes) {
  static Answer of(String request, HttpResponse<byte[]> response) {
    return new Answer(request, response.statusCode(), response.headers(), response.body());
  }

  /** The body as text in UTF-8. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Fails unless this is the status. */
  public Answer is(int expected) {
    assertThat(status).as("%s answered %s", request, text()).isEqualTo(expected);
    return this;
  }

  /** Fails unless the status is 200. */
  public Answer ok() {
    return is(200);
  }

  /** The first header of that name, or the empty text. */
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /** The body as plain values. */
  public @Nullable Object json() {
    return Json.parse(bytes);
  }

  /**
   * What is at a place in the JSON body.
   *
   * @param path names and indexes, one after the other
   */
  public @Nullable Object at(Object... path) {
    Object value = json();
    for (Object step : path) {
      value =
          switch (step) {
            case Integer index -> ((List<?>) Objects.requireNonNull(value)).get(index);
            default -> ((Map<?, ?>) Objects.requireNonNull(value)).get(step);
          };
    }
    return value;
  }

  /** The text at a place; fails if there is none. */
  public String textAt(Object... path) {
    assertThat(at(path)).as("%s answered %s", request, text()).isInstanceOf(String.class);
    return String.valueOf(at(path));
  }

  /** The id of the object in the body. */
  public String id() {
    return textAt("id");
  }

  /** The sentence of an error. */
  public String detail() {
    return textAt("detail");
  }

  /** The names of the members of the object at a place, in their order. */
  public List<String> keys(Object... path) {
    assertThat(at(path)).as("%s answered %s", request, text()).isInstanceOf(Map.class);
    return texts(((Map<?, ?>) Objects.requireNonNull(at(path))).keySet());
  }

  /** The elements of the array at a place, as texts. */
  public List<String> list(Object... path) {
    assertThat(at(path)).as("%s answered %s", request, text()).isInstanceOf(List.class);
    return texts((List<?>) Objects.requireNonNull(at(path)));
  }

  /** The values under one name, as texts, of each object of the array in the body. */
  public List<String> each(String name) {
    return ((List<?>) Objects.requireNonNull(json()))
        .stream().map(element -> String.valueOf(((Map<?, ?>) element).get(name))).toList();
  }

  private static List<String> texts(Collection<?> values) {
    return values.stream().map(String::valueOf).toList();
  }
}
