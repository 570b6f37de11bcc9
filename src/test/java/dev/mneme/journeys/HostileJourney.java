package dev.mneme.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.config.Setting;
import dev.mneme.testing.Git;
import dev.mneme.testing.GitObject;
import dev.mneme.testing.GitResult;
import dev.mneme.testing.PushAnswer;
import dev.mneme.testing.RawPush;
import dev.mneme.testing.TestAgent;
import dev.mneme.testing.TestClone;
import dev.mneme.testing.TestLog;
import dev.mneme.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * A table of pushes that must be refused, to a server that accepts little so that the table is
 * quick. After each row everything is as it was before, the log is clean, and the server answers.
 */
abstract class HostileJourney extends Journey {
  static final String VALUE = "precious and private\n";
  static final String MAIN = "refs/heads/main";
  private static final String KEY = "key-that-nobody-may-read-in-a-log";
  private static final String CREDENTIALS =
      "Basic " + Base64.getEncoder().encodeToString(bytes("letta:" + KEY));

  private final TestLog log = TestLog.listen();
  private final Git withKey =
      git().withSetting("http.extraHeader", "Authorization: " + CREDENTIALS);
  private TestAgent agent;
  private TestClone clone;
  private String head = "";
  private String refs = "";
  private Object memory = "";
  private int logged;

  HostileJourney(Map<Setting, String> settings) {
    super(TestServer.start(settings));
  }

  /**
   * A row of the table.
   *
   * @param push makes the push, sees that it is refused, and gives back all that its pusher read
   * @param says what has to be in that, separated by {@code |}
   */
  record Row(String name, Supplier<String> push, String says) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Row row(String name, Supplier<String> push, String says) {
    return new Row(name, push, says);
  }

  void holds(Row row) {
    String read = row.push().get();

    assertThat(read).contains(row.says().split("\\|", -1));
    assertThat(read).doesNotContain("Exception", "org.eclipse", "null", VALUE.strip());
  }

  @BeforeAll
  void newAgent() {
    agent = agentWithGit("human", VALUE);
    clone = clone(agent).with(withKey);
    head = clone.head();
  }

  @AfterAll
  void closeLog() {
    log.close();
  }

  @BeforeEach
  void look() {
    refs = refs();
    memory = agent.state();
    logged = log.lines().size();
  }

  @AfterEach
  void nothingHasChanged() {
    assertThat(refs()).isEqualTo(refs);
    assertThat(agent.state()).isEqualTo(memory);
    var lines = log.lines().subList(logged, log.lines().size());
    assertThat(String.join("\n", lines))
        .doesNotContain(KEY, CREDENTIALS, "Authorization", VALUE.strip(), "\tat ");
    assertThat(lines).noneMatch(line -> line.startsWith("ERROR"));
  }

  private String refs() {
    String path = "/v1/git/" + agent.id() + "/state.git/info/refs?service=git-receive-pack";
    return server().get(path).ok().text();
  }

  TestAgent agent() {
    return agent;
  }

  TestClone working() {
    return clone;
  }

  /** Where {@code main} is, before and after every row. */
  String head() {
    return head;
  }

  /** Puts an object into the clone whatever git thinks of it; its id. */
  String put(GitObject object) {
    return object.writeTo(clone.folder().resolve(".git"));
  }

  /** Pushes a commit of this tree on top of {@code main} with git. */
  String pushTree(GitObject tree) {
    put(tree);
    return push(put(GitObject.commit(tree.id(), head())));
  }

  String push(String object) {
    return push(object, MAIN);
  }

  String push(String object, String ref) {
    return refused(clone.push("origin", object + ":" + ref));
  }

  static String refused(GitResult result) {
    result.fails();
    return result.stderr();
  }

  static String refused(PushAnswer answer) {
    assertThat(answer.isRefused()).as("%s", answer).isTrue();
    return answer.text();
  }

  /** A push without git, with credentials as git would send them. */
  RawPush raw() {
    return RawPush.to(agent).with("Authorization", CREDENTIALS);
  }

  /** Moves {@code main} to a commit that the pack should have. */
  String rawPush(GitObject commit, byte[] pack) {
    return refused(raw().moving(MAIN, head(), commit.id()).send(pack));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
