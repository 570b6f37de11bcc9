package dev.mneme.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.agent.Agent;
import dev.mneme.block.JsonMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AgentSelectionTest extends DatabaseFixture {

  @BeforeEach
  void store() {
    write(tables -> {
      tables.agents().insert(Rows.agent(1, "Änne", "a", "b"));
      tables.agents().insert(Rows.agent(2, "änne", "b"));
      tables.agents().insert(with(Rows.agent(3, "Bob", "B"), null, Map.of("project_id", "p")));
      tables.agents().insert(with(Rows.agent(4, "bob_2"), true, Map.of("template_id", "t")));
      tables
          .agents()
          .insert(
              with(
                  Rows.agent(5, "c"),
                  false,
                  Map.of("identity_ids", List.of("i", "j"), "base_template_id", "t")));
      tables.blocks().insert(Rows.block(1, "x"));
      tables.attachments().insert(Rows.attached(2, Rows.block(1, "x")));
    });
  }

  static Stream<Arguments> filters() {
    return Stream.of(
        filter("all", s -> s, 1, 2, 3, 4, 5),
        filter("name", s -> s.named("Änne"), 1),
        filter("name in another case", s -> s.named("ÄNNE")),
        filter("part", s -> s.nameContaining("ÄN"), 1, 2),
        filter("underscore is no pattern", s -> s.nameContaining("_"), 4),
        filter("per cent is no pattern", s -> s.nameContaining("%")),
        filter("any tag", s -> s.tagged(List.of("a", "b"), false), 1, 2),
        filter("all tags", s -> s.tagged(List.of("a", "b"), true), 1),
        filter("a tag twice", s -> s.tagged(List.of("b", "b"), true), 1, 2),
        filter("tags have a case", s -> s.tagged(List.of("B"), false), 3),
        filter("unknown tag", s -> s.tagged(List.of("a", "?"), true)),
        filter("project", s -> s.referringTo("project_id", List.of("p")), 3),
        filter("template", s -> s.referringTo("template_id", List.of("t")), 4),
        filter("base template", s -> s.referringTo("base_template_id", List.of("t")), 5),
        filter("identity", s -> s.referringTo("identity_ids", List.of("j", "k")), 5),
        filter("keys", s -> s.referringTo("identifier_keys", List.of("i"))),
        filter("not hidden", AgentSelection::withoutHidden, 1, 2, 3, 5),
        filter("having a block", s -> s.having(Rows.blockId(1)), 2),
        filter("both", s -> s.nameContaining("b").withoutHidden(), 3));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("filters")
  void listAndCountKeepWhatFits(
      String name, UnaryOperator<AgentSelection> filter, List<Integer> expected) {
    assertThat(numbers(filter, null, null, 100)).isEqualTo(expected);
    assertThat(database.<Long>read(tables -> filter.apply(tables.agents().select()).count()))
        .isEqualTo(expected.size());
  }

  @Test
  void whatAChangeTakesAwayIsNotFoundAnyMore() {
    write(tables -> tables.agents().update(Rows.agent(1, "z", "c")));
    write(tables -> tables.agents().update(Rows.agent(3, "z")));

    assertThat(numbers(s -> s.tagged(List.of("a"), false), null, null, 9)).isEmpty();
    assertThat(numbers(s -> s.tagged(List.of("c"), false), null, null, 9)).containsExactly(1);
    assertThat(numbers(s -> s.referringTo("project_id", List.of("p")), null, null, 9)).isEmpty();
  }

  @Test
  void cursorsThatNameNothingAreIgnored() {
    assertThat(numbers(s -> s, "agent-?", Rows.blockId(1).value(), 2)).containsExactly(1, 2);
  }

  /** Every order, cut at every place, against the same done in memory. */
  @Test
  void pagesAreThoseOfTheWholeListInEveryOrder() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    List<Agent> agents = Stream.iterate(10, n -> n + 1).limit(40).map(n -> any(n, random)).toList();
    write(tables -> agents.forEach(tables.agents()::insert));
    List<Agent> all = new ArrayList<>(agents);
    for (int old = 1; old <= 5; old++) {
      int number = old;
      all.add(database.read(tables -> tables.agents().find(Rows.agentId(number)).orElseThrow()));
    }

    for (Sorting sorting : sortings()) {
      List<Agent> sorted = all.stream().sorted(sorting.inMemory()).toList();
      for (int i = 0; i < 30; i++) {
        int from = random.nextInt(sorted.size());
        int to = random.nextInt(sorted.size());
        assertThat(list(sorting.inSql(), id(sorted, to), id(sorted, from), 7))
            .describedAs("seed %d, %s, after %d, before %d", seed, sorting.name(), from, to)
            .isEqualTo(sorted.subList(Math.min(from + 1, to), to).stream().limit(7).toList());
      }
    }
  }

  private record Sorting(
      String name, Comparator<Agent> inMemory, UnaryOperator<AgentSelection> inSql) {}

  private static List<Sorting> sortings() {
    Comparator<Agent> byId = Comparator.comparing(Agent::id);
    Comparator<Agent> created = Comparator.comparing(Agent::createdAt).thenComparing(byId);
    Comparator<Agent> updated = Comparator.comparing(Agent::updatedAt).thenComparing(byId);
    Comparator<String> up = Comparator.naturalOrder();
    return List.of(
        new Sorting("created", created, s -> s.byCreation(false)),
        new Sorting("created, descending", created.reversed(), s -> s.byCreation(true)),
        new Sorting("updated", updated, s -> s.byUpdate(false)),
        new Sorting("updated, descending", updated.reversed(), s -> s.byUpdate(true)),
        new Sorting(
            "last run",
            Comparator.comparing(AgentSelectionTest::lastRun, Comparator.nullsLast(up))
                .thenComparing(byId),
            s -> s.byLastRunCompletion(false)),
        new Sorting(
            "last run, descending",
            Comparator.comparing(AgentSelectionTest::lastRun, Comparator.nullsLast(up.reversed()))
                .thenComparing(byId.reversed()),
            s -> s.byLastRunCompletion(true)));
  }

  private static @Nullable String lastRun(Agent agent) {
    return (String) agent.fields().get("last_run_completion");
  }

  private static Agent any(int number, Random random) {
    Agent agent = Rows.agent(number);
    Map<String, @Nullable Object> fields =
        random.nextBoolean()
            ? Map.of()
            : Map.of("last_run_completion", Rows.instant(random.nextInt(9)).toString());
    return new Agent(
        agent.id(),
        agent.organization(),
        agent.name(),
        agent.tags(),
        null,
        new JsonMap(fields),
        Rows.instant(random.nextInt(9)),
        Rows.instant(random.nextInt(9)));
  }

  private static Agent with(
      Agent agent, @Nullable Boolean hidden, Map<String, @Nullable Object> fields) {
    return new Agent(
        agent.id(),
        agent.organization(),
        agent.name(),
        agent.tags(),
        hidden,
        new JsonMap(fields),
        agent.createdAt(),
        agent.updatedAt());
  }

  private static Arguments filter(
      String name, UnaryOperator<AgentSelection> filter, Integer... expected) {
    return Arguments.of(name, filter, List.of(expected));
  }

  private List<Integer> numbers(
      UnaryOperator<AgentSelection> filter,
      @Nullable String before,
      @Nullable String after,
      int limit) {
    return list(s -> filter.apply(s).byCreation(false), before, after, limit).stream()
        .map(agent -> Integer.parseInt(agent.id().value().substring(6, 14), 16))
        .toList();
  }

  private List<Agent> list(
      UnaryOperator<AgentSelection> query,
      @Nullable String before,
      @Nullable String after,
      int limit) {
    return database.read(
        tables -> query.apply(tables.agents().select()).list(before, after, limit));
  }

  private static String id(List<Agent> agents, int index) {
    return agents.get(index).id().value();
  }
}
