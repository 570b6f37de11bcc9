package dev.mneme.http.rest;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.testing.Answer;
import dev.mneme.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /v1/repositories} and those of an agent, over HTTP: rest.md §7. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepositoryEndpointsTest {
  private static final String NOBODY = "repo-123e4567-e89b-42d3-8456-426614174000";
  private final TestServer server = TestServer.start();
  private int names;

  @BeforeAll
  void warmUp() {
    server.get("/v1/health/").ok();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private String create() {
    return create("notes-" + names++).ok().id();
  }

  private Answer create(Object name) {
    return server.post("/v1/repositories", object("name", name));
  }

  private static String of(String agent) {
    return "/v1/agents/" + agent + "/repositories";
  }

  @Test
  void whatWasCreatedIsGivenBack() {
    Answer created = create("shared-notes").ok();

    assertThat(created.keys()).containsExactly("id", "name", "created_at", "updated_at");
    assertThat(created.textAt("name")).isEqualTo("shared-notes");
    assertThat(server.get("/v1/repositories/" + created.id()).ok().text())
        .isEqualTo(created.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "memory", "MEMORY", "a/b", "ä", "a b", "a\n"})
  void nameThatCannotBeAFolderIsRefused(String name) {
    Answer refused = create(name);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.detail()).contains("'loc': ('body', 'name')", "1 to 64");
  }

  @Test
  void nameOf65LettersIsRefusedAndOneOf64IsNot() {
    assertThat(create("n".repeat(65)).status()).isEqualTo(422);
    assertThat(create("n".repeat(64)).status()).isEqualTo(200);
  }

  @Test
  void nameIsMissingOrNoText() {
    assertThat(server.post("/v1/repositories", object()).detail()).contains("Field required");
    assertThat(create(7).status()).isEqualTo(422);
  }

  @Test
  void nameThatDiffersOnlyInCaseIsTaken() {
    create("Taken").ok();

    Answer second = create("tAKEN");

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.detail()).startsWith("A unique constraint was violated for Repository");
  }

  @Test
  void nameOfADeletedOneIsFree() {
    String first = create("again").ok().id();
    server.delete("/v1/repositories/" + first).ok();

    assertThat(create("again").ok().id()).isNotEqualTo(first);
  }

  @Test
  void listIsReadPageByPage() {
    List<String> made = List.of(create(), create(), create());

    List<String> seen = new ArrayList<>();
    Answer page;
    do {
      page = server.get("/v1/repositories?limit=2&offset=" + seen.size()).ok();
      seen.addAll(idsOf(page));
    } while (Boolean.TRUE.equals(page.at("has_next_page")));

    assertThat(seen).containsSubsequence(made).doesNotHaveDuplicates();
  }

  private static List<String> idsOf(Answer page) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < page.list("repositories").size(); i++) {
      ids.add(page.textAt("repositories", i, "id"));
    }
    return ids;
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=x", "offset=-1", "offset=x"})
  void pageThatIsNoneIsRefused(String query) {
    assertThat(server.get("/v1/repositories?" + query).status()).isEqualTo(422);
  }

  @Test
  void deletedOneIsGoneEverywhere() {
    String agent = server.newAgent();
    String id = create();
    server.post(of(agent), object("repository_id", id)).ok();

    assertThat(server.delete("/v1/repositories/" + id).ok().text()).isEqualTo("{}");

    assertThat(server.get("/v1/repositories/" + id).status()).isEqualTo(404);
    assertThat(server.delete("/v1/repositories/" + id).status()).isEqualTo(404);
    assertThat(server.get(of(agent)).ok().text()).isEqualTo("{\"repositories\":[]}");
  }

  @Test
  void agentListsWhatItHasAndMayDo() {
    String agent = server.newAgent();
    String first = create();
    String second = create();

    server.post(of(agent), object("repository_id", first)).ok();
    server.post(of(agent), object("repository_id", second, "permissions", "read")).ok();

    assertThat(server.get(of(agent)).ok().list("repositories").toString())
        .contains("id=" + first, "is_primary=false, permissions=read_write")
        .contains("id=" + second, "is_primary=false, permissions=read}");
  }

  @Test
  void attachingAgainChangesThePermission() {
    String agent = server.newAgent();
    String id = create();
    server.post(of(agent), object("repository_id", id)).ok();

    server.post(of(agent), object("repository_id", id, "permissions", "read")).ok();

    assertThat(server.get(of(agent)).text()).containsOnlyOnce(id).contains("\"read\"");
  }

  @Test
  void detachedOneIsNotListedAndCannotBeDetachedAgain() {
    String agent = server.newAgent();
    String id = create();
    server.post(of(agent), object("repository_id", id)).ok();

    assertThat(server.delete(of(agent) + "/" + id).ok().text()).isEqualTo("{}");

    assertThat(server.get(of(agent)).text()).doesNotContain(id);
    assertThat(server.delete(of(agent) + "/" + id).status()).isEqualTo(404);
    assertThat(server.get("/v1/repositories/" + id).status()).isEqualTo(200);
  }

  @Test
  void unknownAgentOrRepositoryIs404AndAnotherPermission422() {
    String agent = server.newAgent();
    String nobody = "agent-123e4567-e89b-42d3-8456-426614174000";

    assertThat(server.post(of(agent), object("repository_id", NOBODY)).status()).isEqualTo(404);
    assertThat(server.post(of(nobody), object("repository_id", create())).status()).isEqualTo(404);
    assertThat(server.get(of(nobody)).status()).isEqualTo(404);
    assertThat(server.post(of(agent), object("repository_id", "repo-7")).status()).isEqualTo(422);
    assertThat(server.post(of(agent), object()).status()).isEqualTo(422);
    assertThat(
            server
                .post(of(agent), object("repository_id", create(), "permissions", "admin"))
                .detail())
        .contains("'read' or 'read_write'");
  }
}
