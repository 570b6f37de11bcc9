package dev.mneme.memory;

import static dev.mneme.memory.MemoryNode.BY;
import static dev.mneme.memory.MemoryNode.GIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.agent.Agent;
import dev.mneme.agent.AgentId;
import dev.mneme.block.BlockId;
import dev.mneme.block.Tags;
import dev.mneme.database.AttachedFile;
import dev.mneme.database.StoredBlock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows that were kept up step by step equal those made anew from the repositories alone. */
@Timeout(300)
class RebuiltRowsTest extends MemoryFixture {
  private static final int STEPS = 40;
  private static final List<String> LABELS = List.of("a", "b", "b/c", "system/a", "Ä", "skills/x");

  static List<Long> seeds() {
    long first = System.nanoTime();
    return List.of(first, first + 1, first + 2, first + 3, first + 4, first + 5);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void rebuiltRowsEqualThoseKeptUp(long seed) {
    var random = new Random(seed);
    List<AgentId> agents = new ArrayList<>();
    try (var other = new MemoryNode(folder.resolve("mneme.db"), store)) {
      for (int i = 0; i < 3; i++) {
        agents.add(node.agent(List.of(GIT, "tag" + i), "human", "notes/" + i));
      }
      for (int step = 0; step < STEPS; step++) {
        step(random.nextBoolean() ? node : other, agents, random);
      }
      node.memory.repair().run();
    }

    List<AgentId> shuffled = new ArrayList<>(agents);
    Collections.shuffle(shuffled, random);
    try (var rebuilt = new MemoryNode(folder.resolve("rebuilt.db"), store)) {
      shuffled.forEach(rebuilt.memory.repair()::rebuild);
      assertThat(rows(rebuilt, agents)).isEqualTo(rows(node, agents));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void rebuildingOverTheRowsChangesNothing(long seed) {
    var random = new Random(seed);
    List<AgentId> agents = List.of(node.agent(List.of(GIT), "a"), node.agent(List.of(GIT), "x"));
    for (int step = 0; step < STEPS / 2; step++) {
      step(node, agents, random);
    }
    Object before = rows(node, agents);

    node.memory.repair().rebuildAll(done -> {});

    assertThat(rows(node, agents)).isEqualTo(before);
  }

  /** One thing that a client does; a refusal is an answer too, and must change nothing. */
  private static void step(MemoryNode node, List<AgentId> agents, Random random) {
    AgentId agent = any(agents, random);
    try {
      switch (random.nextInt(8)) {
        case 0 -> node.memory.coreMemory().attach(agent, newBlock(node, random), BY);
        case 1 -> attachShared(node, agent, any(agents, random), random);
        case 2 -> detach(node, agent, random);
        case 3 -> modify(node, agent, BlockPatch.ofLabel(any(LABELS, random)), random);
        case 4 -> modify(node, agent, tags(random), random);
        case 5 -> node.memory.agents().modify(agent, agentPatch(random), BY);
        case 6 -> disableAndEnable(node, agent, random);
        default -> modify(node, agent, BlockPatch.ofValue("v" + random.nextInt(99)), random);
      }
    } catch (ConflictException | NotFoundException refused) {
      assertThat(refused.text()).isNotEmpty();
    }
  }

  private static BlockId newBlock(MemoryNode node, Random random) {
    return node.block(any(LABELS, random));
  }

  private static void attachShared(MemoryNode node, AgentId to, AgentId from, Random random) {
    blockOf(node, from, random, block -> node.memory.coreMemory().attach(to, block, BY));
  }

  private static void detach(MemoryNode node, AgentId agent, Random random) {
    blockOf(node, agent, random, block -> node.memory.coreMemory().detach(agent, block, BY));
  }

  private static void modify(MemoryNode node, AgentId agent, BlockPatch patch, Random random) {
    blockOf(node, agent, random, block -> node.memory.blocks().modify(block, patch, BY));
  }

  private static void disableAndEnable(MemoryNode node, AgentId agent, Random random) {
    node.memory.agents().disable(agent, BY);
    modify(node, agent, BlockPatch.ofValue("while disabled " + random.nextInt(9)), random);
    node.memory.agents().enable(agent, BY);
  }

  private static void blockOf(
      MemoryNode node, AgentId agent, Random random, Function<BlockId, Object> use) {
    List<BlockId> blocks =
        node.memory.agents().get(agent).blocks().stream().map(block -> block.id()).toList();
    if (!blocks.isEmpty()) {
      assertThat(use.apply(any(blocks, random))).isNotNull();
    }
  }

  private static BlockPatch tags(Random random) {
    Tags tags = Tags.of(List.of("t" + random.nextInt(3), "u"));
    return new BlockPatch(
        null, null, "d" + random.nextInt(5), null, null, null, null, tags, TemplatePatch.NONE);
  }

  private static AgentPatch agentPatch(Random random) {
    return random.nextBoolean()
        ? MemoryNode.field("f" + random.nextInt(3), random.nextInt())
        : MemoryNode.tags(GIT, "t" + random.nextInt(3));
  }

  private static <T> T any(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  private record Row(Agent agent, List<AttachedFile> files, List<StoredBlock> blocks) {}

  private static Map<AgentId, Row> rows(MemoryNode node, List<AgentId> agents) {
    return node.database.read(tables ->
        agents.stream()
            .collect(
                Collectors.toMap(
                    agent -> agent,
                    agent ->
                        new Row(
                            tables.agents().find(agent).orElseThrow(),
                            tables.files().of(agent),
                            tables.attachments().of(agent)),
                    (a, b) -> a,
                    TreeMap::new)));
  }
}
