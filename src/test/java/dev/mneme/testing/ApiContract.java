package dev.mneme.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.mneme.api.Json;
import dev.mneme.http.docs.ApiDescription;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The promise of the API's description: whatever is answered is of a status, a type and a shape
 * that it has. Git's own routes are not in it. Thread-safe.
 */
public final class ApiContract {
  private static final String GIT = "/v1/git";
  private static final Map<String, String> ERROR = Map.of("$ref", "#/components/schemas/Error");
  private static final Map<String, String> EVENT = Map.of("$ref", "#/components/schemas/Event");

  private final Map<?, ?> api;
  private final List<Path> paths;
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final Map<Object, Schema> schemas = new ConcurrentHashMap<>();

  /** Holds answers to a description. */
  ApiContract(Map<?, ?> api) {
    this.api = api;
    this.paths = paths(api);
  }

  private static final class Loaded {
    static final ApiContract CONTRACT = new ApiContract(ApiDescription.load().document());
  }

  /** What the program describes. */
  public static ApiContract get() {
    return Loaded.CONTRACT;
  }

  /** The templates of all paths in the words of {@code Routes}, each with its operations. */
  public Map<String, Map<?, ?>> operations() {
    Map<String, Map<?, ?>> operations = new LinkedHashMap<>();
    paths.forEach(path -> operations.put(path.template(), path.item()));
    return operations;
  }

  private record Path(String template, Pattern pattern, String rank, Map<?, ?> item) {
    static Path of(String template, Map<?, ?> item) {
      StringBuilder regex = new StringBuilder();
      StringBuilder rank = new StringBuilder();
      for (String segment : template.substring(1).split("/", -1)) {
        boolean name = segment.startsWith("{");
        boolean rest = segment.endsWith("...}");
        regex.append('/').append(rest ? ".+" : name ? "[^/]*" : Pattern.quote(segment));
        rank.append(rest ? '2' : name ? '1' : '0');
      }
      return new Path(template, Pattern.compile(regex.toString()), rank.toString(), item);
    }
  }

  /** Those that win first: literal before name before rest, as {@code Routes} has it. */
  private static List<Path> paths(Map<?, ?> api) {
    List<Path> paths = new ArrayList<>();
    object(api.get("paths"))
        .forEach((path, item) -> {
          Map<?, ?> resolved = resolved(api, object(item));
          paths.add(Path.of(template(api, (String) path, resolved), resolved));
        });
    paths.sort(Comparator.comparing(Path::rank));
    return paths;
  }

  private static String template(Map<?, ?> api, String path, Map<?, ?> item) {
    String template = path;
    for (Object each : list(item.get("parameters"))) {
      Map<?, ?> parameter = resolved(api, object(each));
      if (Boolean.TRUE.equals(parameter.get("x-many-segments"))) {
        Object name = parameter.get("name");
        template = template.replace("{" + name + "}", "{" + name + "...}");
      }
    }
    return template;
  }

  /** Fails unless the description has such an answer to such a request. */
  void check(String method, String pathAndQuery, Answer answer) {
    String path = pathAndQuery.replaceFirst("[?#].*", "").replaceFirst("(?<=.)/$", "");
    if (!path.startsWith(GIT)) {
      find(method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT), path)
          .ifPresentOrElse(
              operation -> checkAnswer(operation, method, answer), () -> checkUnknown(answer));
    }
  }

  /** Fails unless this is an event as JSON. */
  void checkEvent(byte[] json) {
    checkJson("an event", EVENT, json);
  }

  private Optional<Map<?, ?>> find(String method, String path) {
    return paths.stream()
        .filter(each -> each.item().containsKey(method) && each.pattern().matcher(path).matches())
        .findFirst()
        .map(each -> object(each.item().get(method)));
  }

  private void checkUnknown(Answer answer) {
    assertThat(answer.status())
        .as("%s, which is not described", answer.request())
        .isGreaterThan(399);
    if (answer.bytes().length > 0) {
      checkJson(answer.request(), ERROR, answer.bytes());
    }
  }

  private void checkAnswer(Map<?, ?> operation, String method, Answer answer) {
    Map<?, ?> responses = object(operation.get("responses"));
    Object response = responses.get(String.valueOf(answer.status()));
    if (response == null && answer.status() >= 400) {
      response = responses.get("default");
    }
    assertThat(response)
        .as("%s answered %d, which is not described", answer.request(), answer.status())
        .isNotNull();
    if (!method.equals("HEAD")) {
      checkBody(resolved(api, object(response)), answer);
    }
  }

  private void checkBody(Map<?, ?> response, Answer answer) {
    String type = answer.header("Content-Type").replaceFirst(";.*", "");
    Map<?, ?> content = object(response.get("content"));
    if (content.isEmpty()) {
      assertThat(answer.bytes()).as(answer.request()).isEmpty();
      return;
    }
    assertThat(content.containsKey(type))
        .as("%s answered '%s', which is not described", answer.request(), type)
        .isTrue();
    if (type.equals("application/json")) {
      checkJson(answer.request(), object(content.get(type)).get("schema"), answer.bytes());
    }
  }

  private void checkJson(String what, @Nullable Object schema, byte[] json) {
    Schema compiled =
        schemas.computeIfAbsent(Objects.requireNonNull(schema), each -> compile(object(each)));
    String text = new String(json, UTF_8);
    assertThat(compiled.validate(text, InputFormat.JSON))
        .as("%s answered %s", what, text)
        .isEmpty();
  }

  /** A schema that stands by itself: those it refers to are where it looks for them. */
  private Schema compile(Map<?, ?> schema) {
    Map<String, @Nullable Object> whole = new LinkedHashMap<>();
    schema.forEach((name, value) -> whole.put((String) name, value));
    whole.put(
        "components", Map.of("schemas", object(object(api.get("components")).get("schemas"))));
    var bytes = new ByteArrayOutputStream();
    Json.write(bytes, out -> Json.writeValue(out, whole));
    return registry.getSchema(bytes.toString(UTF_8), InputFormat.JSON);
  }

  private static Map<?, ?> resolved(Map<?, ?> api, Map<?, ?> object) {
    if (!(object.get("$ref") instanceof String ref)) {
      return object;
    }
    Map<?, ?> target = api;
    for (String step : ref.substring("#/".length()).split("/", -1)) {
      target = object(target.get(step));
    }
    return target;
  }

  private static Map<?, ?> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }
}
