package dev.mneme.http.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.http.Routes;
import dev.mneme.testing.Answer;
import dev.mneme.testing.ApiContract;
import dev.mneme.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The description is of this server: all of it, and nothing else. */
class ApiDescriptionTest {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final Node API = Node.of(ApiDescription.load());
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** A route of git's smart HTTP is described in words, with the tag Git. */
  private static boolean isOfGit(Routes.Declared route) {
    return route.template().startsWith("/v1/git/");
  }

  @Test
  void eachRouteIsDescribedAndEachOperationIsARoute() {
    Set<String> routes =
        server.routes().stream()
            .filter(route -> !isOfGit(route))
            .map(route -> route.method() + " " + route.template())
            .collect(Collectors.toSet());

    List<String> operations = new ArrayList<>();
    forEachOperation((method, path) -> operations.add(method + " " + path));

    assertThat(operations).containsExactlyInAnyOrderElementsOf(routes);
  }

  private interface Visitor {
    void visit(String method, String template);
  }

  private static void forEachOperation(Visitor visitor) {
    ApiContract.get()
        .operations()
        .forEach((template, item) ->
            item.keySet().stream()
                .filter(METHODS::contains)
                .forEach(method ->
                    visitor.visit(String.valueOf(method).toUpperCase(Locale.ROOT), template)));
  }

  @Test
  void whatNeedsNoKeyIsSaidToNeedNone() {
    Set<String> open =
        server.routes().stream()
            .filter(Routes.Declared::open)
            .map(Routes.Declared::template)
            .collect(Collectors.toSet());

    Set<String> described =
        API.children("paths").entrySet().stream()
            .filter(path -> path.getValue().child("get").value("security") instanceof List<?>)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());

    assertThat(described).isEqualTo(open);
  }

  @Test
  void parametersOfPathsAreTheOnesDescribed() {
    API.children("paths")
        .forEach((path, item) -> {
          List<String> named =
              Pattern.compile("\\{([^}]+)}").matcher(path).results().map(m -> m.group(1)).toList();
          List<String> described =
              item.resolved().list("parameters").stream()
                  .map(p -> p.resolved().text("name"))
                  .toList();

          assertThat(described).as(path).isEqualTo(named);
        });
  }

  @Test
  void idsOfOperationsAreUnique() {
    List<String> ids = new ArrayList<>();

    forEachObject(
        API.members(),
        object -> {
          if (object.get("operationId") instanceof String id) {
            ids.add(id);
          }
        });

    assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(60);
  }

  @Test
  void whatIsReferredToIsThere() {
    forEachObject(
        API.members(),
        object -> {
          if (object.containsKey("$ref")) {
            assertThat(new Node(API.root(), object).resolved().members())
                .as(String.valueOf(object))
                .isNotEmpty();
          }
        });
  }

  @Test
  void whatIsDefinedIsReferredTo() {
    List<String> references = new ArrayList<>();

    forEachObject(
        API.members(),
        object -> {
          if (object.get("$ref") instanceof String ref) {
            references.add(ref);
          }
        });

    for (String kind : List.of("schemas", "parameters", "responses", "pathItems", "headers")) {
      for (String name : API.child("components").children(kind).keySet()) {
        assertThat(references).contains("#/components/" + kind + "/" + name);
      }
    }
  }

  @Test
  void blockHasExactlyNineteenKeys() {
    Node block = API.child("components").child("schemas").child("Block");

    assertThat(block.values("required")).hasSize(19);
    assertThat(block.children("properties").keySet())
        .containsExactlyElementsOf(block.values("required").stream().map(String::valueOf).toList());
    assertThat(block.value("additionalProperties")).isEqualTo(false);
  }

  @Test
  void whatIsNotHereIsAnsweredAsDescribed() {
    String agent = server.newAgent();

    API.children("paths")
        .forEach((path, item) ->
            item.resolved().members().keySet().stream()
                .map(String::valueOf)
                .filter(method -> isNotHere(item.resolved().child(method)))
                .forEach(method -> {
                  String filled = path.replace("{agent_id}", agent).replaceAll("\\{[^}]+}", "some");
                  Answer answer =
                      server.client().send(method.toUpperCase(Locale.ROOT), filled, null);
                  assertThat(item.resolved().child(method).children("responses"))
                      .as(answer.request())
                      .containsKey(String.valueOf(answer.status()));
                }));
  }

  private static boolean isNotHere(Node operation) {
    return operation.values("tags").contains("Not here");
  }

  private static void forEachObject(@Nullable Object value, Consumer<Map<?, ?>> visitor) {
    if (value instanceof Map<?, ?> map) {
      visitor.accept(map);
      map.values().forEach(each -> forEachObject(each, visitor));
    } else if (value instanceof List<?> list) {
      list.forEach(each -> forEachObject(each, visitor));
    }
  }
}
