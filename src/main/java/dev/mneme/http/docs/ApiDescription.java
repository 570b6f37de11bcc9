package dev.mneme.http.docs;

import dev.mneme.api.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The whole REST surface as OpenAPI 3.1. It is kept in parts, one for each theme, whose objects are
 * put together member by member; nothing may be said twice.
 *
 * <p>A path parameter with {@code x-many-segments} takes slashes too, which OpenAPI has no word
 * for.
 *
 * @param document as plain values, see {@link Json}
 * @see <a href="https://spec.openapis.org/oas/v3.1.0">OpenAPI 3.1</a>
 */
public record ApiDescription(Map<String, @Nullable Object> document) {
  private static final String FOLDER = "/openapi/";

  /** The first has what is common to all; the order is the one they are shown in. */
  private static final List<String> PARTS =
      List.of(
          "openapi",
          "agents",
          "blocks",
          "core-memory",
          "git-memory",
          "history",
          "files",
          "search",
          "repositories",
          "events",
          "webhooks",
          "server",
          "not-here");

  public ApiDescription {
    document = Collections.unmodifiableMap(document);
  }

  /** Reads it from the resources of this program. */
  public static ApiDescription load() {
    Map<String, @Nullable Object> whole = new LinkedHashMap<>();
    for (String part : PARTS) {
      merge(whole, object(Json.parse(resource(part + ".json"))), part);
    }
    return new ApiDescription(whole);
  }

  /** A file that belongs to it. */
  static byte[] resource(String name) {
    try (InputStream in = ApiDescription.class.getResourceAsStream(FOLDER + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  @SuppressWarnings("unchecked") // what is parsed has texts as names
  private static Map<String, @Nullable Object> object(@Nullable Object value) {
    return (Map<String, @Nullable Object>) Objects.requireNonNull(value);
  }

  private static void merge(
      Map<String, @Nullable Object> into, Map<String, @Nullable Object> from, String at) {
    from.forEach((name, value) -> {
      String place = at + "/" + name;
      if (into.get(name) instanceof Map<?, ?> there && value instanceof Map<?, ?>) {
        merge(object(there), object(value), place);
      } else if (into.putIfAbsent(name, value) != null) {
        throw new IllegalStateException("the API is described twice: " + place);
      }
    });
  }
}
