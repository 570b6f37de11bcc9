package dev.mneme.promises;

import static dev.mneme.testing.TestClient.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.objects.ObjectStore;
import dev.mneme.testing.Answer;
import dev.mneme.testing.Git;
import dev.mneme.testing.GitResult;
import dev.mneme.testing.InterceptedObjectStore;
import dev.mneme.testing.Moment;
import dev.mneme.testing.Operation;
import dev.mneme.testing.Plug;
import dev.mneme.testing.TestAgent;
import dev.mneme.testing.TestClone;
import dev.mneme.testing.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each kind of write, with the store unplugged at each of its calls in turn: what was acknowledged
 * is there; what was not is there wholly or not at all in each agent, and may be sent again; git
 * and REST agree; the next write goes through.
 */
class UnpluggedStoreTest {
  private static final String GIT = "git-memory-enabled";

  static final List<Arguments> WRITES =
      List.of(
          rest("edit", w -> w.agent.patch("system/human", object("value", "new\n"))),
          rest("rename", w -> w.agent.patch("system/human", object("label", "system/who"))),
          rest("description", w -> w.agent.patch("system/human", object("description", "Who"))),
          rest("limit", w -> w.agent.patch("system/human", object("limit", 7))),
          rest("edit of a shared block", w -> w.agent.patch("plan", object("value", "new\n"))),
          rest("rename of a shared block", w -> w.agent.patch("plan", object("label", "aim"))),
          rest("attach", w -> w.agent.attach(w.loose)),
          rest("detach", w -> w.agent.detach(w.agent.blockId("system/human"))),
          rest("deletion of a shared block", w -> w.server().delete("/v1/blocks/" + w.plan)),
          rest("new set", w -> w.server().patch(w.agent.path(), object("block_ids", List.of()))),
          rest("field of the agent", w -> w.server().patch(w.agent.path(), object("name", "New"))),
          rest("disable", w -> w.agent.memory("disable")),
          push("push", "system/human.md", "pushed\n"),
          push("push to a shared block", "plan.md", "pushed\n"));

  private final List<InterceptedObjectStore.Hook> hooks = new CopyOnWriteArrayList<>();
  private final TestServer server = TestServer.startAround(Map.of(), this::around);
  private final Git git = Git.fresh();

  private ObjectStore around(ObjectStore below) {
    return InterceptedObjectStore.over(below, this::at);
  }

  private void at(Operation operation, Moment moment, String key) {
    hooks.forEach(hook -> hook.at(operation, moment, key));
  }

  private static Arguments rest(String name, Function<World, Answer> write) {
    return Arguments.argumentSet(name, (Write) world -> isDone(write.apply(world)));
  }

  private static boolean isDone(Answer answer) {
    if (answer.status() != 200) {
      assertThat(answer.is(503).detail()).contains("temporarily unavailable");
      assertThat(answer.header("Retry-After")).isNotEmpty();
    }
    return answer.status() == 200;
  }

  private static Arguments push(String name, String path, String text) {
    return Arguments.argumentSet(
        name, (Write) world -> isDone(world.clone.write(path, text).commitAndPush("Change")));
  }

  private static boolean isDone(GitResult push) {
    if (push.status() != 0) {
      // Git shows the text of an answer to its first request only.
      assertThat(push.stderr())
          .containsAnyOf(
              "temporarily unavailable", "HTTP 503", "does not say whether this was stored");
    }
    return push.status() == 0;
  }

  @AfterEach
  void close() {
    server.close();
    git.close();
  }

  @ParameterizedTest
  @FieldSource("WRITES")
  void writeIsWhollyThereOrNotAtAll(Write write) {
    World whole = new World();
    assertThat(write.isDone(whole)).isTrue();
    int calls = whole.plug.calls();
    Map<String, Object> after = whole.shown();

    assertThat(calls).isPositive();
    try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.rangeClosed(1, calls)
          .boxed()
          .flatMap(Fault::ofCall)
          .map(fault -> workers.submit(() -> assertUnplugged(write, fault, after)))
          .toList()
          .forEach(UnpluggedStoreTest::await);
    }
  }

  private static void await(Future<?> world) {
    assertThat(world).succeedsWithin(Duration.ofMinutes(2));
  }

  /** From that moment of that call on, the store is out. */
  record Fault(int call, Moment moment) {
    static Stream<Fault> ofCall(int call) {
      return Stream.of(Moment.values()).map(moment -> new Fault(call, moment));
    }
  }

  private void assertUnplugged(Write write, Fault fault, Map<String, Object> after) {
    World world = new World();
    Map<String, Object> before = world.shown();
    world.plug.pullAt(fault.call(), fault.moment());

    boolean done = write.isDone(world);

    world.plug.putIn();
    String when = "%s, acknowledged: %s".formatted(fault, done);
    if (!done) {
      assertThat(world.shown())
          .as(when)
          .allSatisfy(
              (agent, shown) -> assertThat(shown).isIn(before.get(agent), after.get(agent)));
      assertThat(world.shown().equals(after) || write.isDone(world)).as(when).isTrue();
    }
    assertThat(world.shown()).as(when).isEqualTo(after);
    world.assertGitAndRowsAgree(when);
    world.assertTakesTheNextWrite();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void agentIsBornWhollyOrNotAtAll(Fault fault) {
    String name = "Born " + fault.call() + fault.moment();
    var body =
        object("name", name, "tags", List.of(GIT), "memory_blocks", List.of(block("human", "h\n")));

    boolean done = during(fault, "agent-", () -> server.post("/v1/agents/", body));

    List<String> ids = server.get("/v1/agents/?name=" + name.replace(" ", "%20")).ok().each("id");
    assertThat(ids).hasSizeBetween(done ? 1 : 0, 1);
    for (String id : ids) {
      TestAgent agent = new TestAgent(server, id);
      assertThat(agent.labels()).containsExactly("system/human");
      assertThat(git.clone(agent.remote()).read("system/human.md")).endsWith("h\n");
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void gitMemoryIsEnabledWhollyOrNotAtAll(Fault fault) {
    TestAgent agent = TestAgent.plain(server, "human", "h\n");

    boolean done = during(fault, agent.id(), () -> agent.memory("enable"));

    assertThat(agent.labels()).isIn(done ? List.of() : List.of("human"), List.of("system/human"));
    agent.memory("enable").ok();
    assertThat(agent.labels()).containsExactly("system/human");
    assertThat(git.clone(agent.remote()).log("%s")).containsExactly("Initial commit");
  }

  @ParameterizedTest
  @MethodSource("faults")
  void agentGoesWhollyOrNotAtAll(Fault fault) {
    TestAgent agent = TestAgent.withGit(server, "human", "h\n");

    boolean done = during(fault, agent.id(), () -> server.delete(agent.path()));

    if (server.get(agent.path()).status() == 200) {
      assertThat(done).isFalse();
      assertThat(git.clone(agent.remote()).read("system/human.md")).endsWith("h\n");
      server.delete(agent.path()).ok();
    }
    server.get(agent.path()).is(404);
    server
        .get("/v1/git/%s/state.git/info/refs?service=git-upload-pack".formatted(agent.id()))
        .is(404);
  }

  /** Each of the first calls that a write makes; the later ones of these find the store plugged. */
  static Stream<Fault> faults() {
    return IntStream.rangeClosed(1, 6).boxed().flatMap(Fault::ofCall);
  }

  private boolean during(Fault fault, String keys, Supplier<Answer> write) {
    var plug = new Plug(key -> key.contains(keys));
    hooks.add(plug);
    plug.pullAt(fault.call(), fault.moment());
    boolean done = isDone(write.get());
    hooks.remove(plug);
    return done;
  }

  private static Map<String, ?> block(String label, String value) {
    return Map.of("label", label, "value", value);
  }

  /** One way to change memory; the store may be out. */
  interface Write {

    /** Whether it was acknowledged; fails if it was refused without the right words. */
    boolean isDone(World world);
  }

  /** Two agents that share a block, a clone of the first, and a plug for both. */
  final class World {
    private final TestAgent agent = TestAgent.withGit(server, "human", "h\n", "persona", "p\n");
    private final TestAgent neighbour = TestAgent.withGit(server, "human", "other\n");
    private final String plan = server.newBlock("plan", "begin\n");
    private final String loose = server.newBlock("loose", "l\n");
    private final Plug plug =
        new Plug(key -> key.contains(agent.id()) || key.contains(neighbour.id()));
    private final TestClone clone;

    World() {
      agent.attach(plan).ok();
      neighbour.attach(plan).ok();
      clone = git.clone(agent.remote());
      hooks.add(plug);
    }

    TestServer server() {
      return server;
    }

    /**
     * What REST shows of both, without what differs from world to world. A fetch brings up a
     * repository that a write to another one has left behind (git.md §4, "Shared blocks").
     */
    Map<String, Object> shown() {
      server
          .get("/v1/git/%s/state.git/info/refs?service=git-upload-pack".formatted(neighbour.id()))
          .ok();
      return Map.of("agent", shown(agent), "neighbour", shown(neighbour));
    }

    private static Map<?, ?> shown(TestAgent agent) {
      var blocks = agent.labels().stream().map(label -> shown(agent.get(label).ok())).toList();
      var fields = server(agent);
      return object("blocks", blocks, "tags", fields.at("tags"), "renamed", isNew(fields));
    }

    private static Answer server(TestAgent agent) {
      return agent.server().get(agent.path()).ok();
    }

    private static boolean isNew(Answer agent) {
      return agent.textAt("name").equals("New");
    }

    private static List<?> shown(Answer block) {
      return List.of(
          block.textAt("label"),
          block.textAt("value"),
          String.valueOf(block.at("description")),
          String.valueOf(block.at("limit")));
    }

    void assertGitAndRowsAgree(String when) {
      TestClone now = git.clone(agent.remote());
      now.git("fsck", "--full", "--strict").ok();
      if (isEnabled()) {
        for (String label : agent.labels()) {
          assertThat(now.read(label + ".md")).as(when).endsWith(agent.value(label));
        }
        Map<?, ?> keptUp = agent.state();
        agent.memory("rebuild").ok();
        assertThat(agent.state()).as(when).isEqualTo(keptUp);
      }
    }

    private boolean isEnabled() {
      return server(agent).list("tags").contains(GIT);
    }

    void assertTakesTheNextWrite() {
      String fresh = server.newBlock("fresh", "f\n");
      agent.attach(fresh).ok();
      neighbour.setValue("system/human", "next\n");
      assertThat(agent.value("fresh")).isEqualTo("f\n");
      hooks.remove(plug);
    }
  }
}
