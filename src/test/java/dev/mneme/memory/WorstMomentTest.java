package dev.mneme.memory;

import static dev.mneme.memory.MemoryNode.BY;
import static dev.mneme.memory.MemoryNode.GIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.agent.AgentId;
import dev.mneme.block.Block;
import dev.mneme.block.BlockId;
import dev.mneme.block.JsonMap;
import dev.mneme.block.Tags;
import dev.mneme.testing.InterceptedObjectStore;
import dev.mneme.testing.Moment;
import dev.mneme.testing.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** One process is in the middle of a change when another does something that concerns it. */
@Timeout(60)
class WorstMomentTest extends SlowNodeFixture {
  /** The same agent in a database that is made from the store alone. */
  private AgentView rebuilt(AgentId agent) {
    try (var other = new MemoryNode(folder.resolve("rebuilt.db"), store)) {
      return other.view(agent);
    }
  }

  private static String valueIn(AgentView view, BlockId id) {
    return view.blocks().stream()
        .filter(block -> block.id().equals(id))
        .map(Block::value)
        .findFirst()
        .orElse("not there");
  }

  @ParameterizedTest
  @EnumSource
  void blockThatIsWrittenWhileItIsAttachedKeepsThatWrite(Moment moment) {
    AgentId agent = node.agent(List.of(GIT), "a");
    BlockId block = node.block("plan");
    when(
        moment,
        Operation.CREATE,
        () -> node.memory.blocks().modify(block, BlockPatch.ofValue("late"), BY));

    slow.memory.coreMemory().attach(agent, block, BY);

    assertMeanwhileHasRun();
    assertThat(node.value(block)).isEqualTo("late");
    assertThat(valueIn(slow.view(agent), block)).isEqualTo("late");
    assertThat(valueIn(rebuilt(agent), block)).isEqualTo("late");
  }

  @ParameterizedTest
  @EnumSource
  void blockThatIsWrittenWhileAnAgentIsBornWithItKeepsThatWrite(Moment moment) {
    BlockId block = node.block("plan");
    when(
        moment,
        Operation.CREATE,
        () -> node.memory.blocks().modify(block, BlockPatch.ofValue("late"), BY));
    var born =
        new NewAgent(null, List.of(), List.of(block), Tags.of(List.of(GIT)), null, JsonMap.EMPTY);

    AgentId agent = slow.memory.agents().create(born, BY).agent().id();

    assertMeanwhileHasRun();
    assertThat(node.value(block)).isEqualTo("late");
    assertThat(valueIn(slow.view(agent), block)).isEqualTo("late");
    assertThat(valueIn(rebuilt(agent), block)).isEqualTo("late");
  }

  @ParameterizedTest
  @CsvSource({"BEFORE, LIST", "AFTER, LIST", "BEFORE, CREATE", "AFTER, CREATE"})
  void agentThatIsDeletedWhileItsRepositoryIsBornIsGone(Moment moment, Operation operation) {
    AgentId agent = node.agent(List.of(), "a");
    when(moment, operation, () -> node.memory.agents().delete(agent, BY));

    assertThatThrownBy(() -> slow.memory.agents().enable(agent, BY))
        .isInstanceOf(NotFoundException.class);

    assertIsGone(agent);
  }

  private void assertIsGone(AgentId agent) {
    assertMeanwhileHasRun();
    for (MemoryNode each : List.of(node, slow)) {
      assertThatThrownBy(() -> each.view(agent)).isInstanceOf(NotFoundException.class);
      assertThat(each.gitAgents()).isEmpty();
    }
    assertThatThrownBy(() -> rebuilt(agent)).isInstanceOf(NotFoundException.class);
  }

  /** Whoever deletes it has looked at the agent before it got the tag. */
  @Test
  void agentWhoseRepositoryEndsBeforeItIsBornIsGoneForGood() {
    AgentId agent = node.agent(List.of(), "a");
    when(
        Moment.BEFORE,
        Operation.CREATE,
        () -> assertThat(node.repositories.of(agent).close(seq -> {}).seq()).isEqualTo(1));

    assertThatThrownBy(() -> slow.memory.agents().enable(agent, BY))
        .isInstanceOf(NotFoundException.class);

    assertIsGone(agent);
    assertThat(node.memory.deleted().list()).isEmpty();
    assertThatThrownBy(() -> node.memory.deleted().restore(agent, BY))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("no repository");
  }

  @ParameterizedTest
  @EnumSource
  void agentThatIsDeletedWhileItIsWrittenIsGone(Moment moment) {
    AgentId agent = node.agent(List.of(GIT), "a");
    BlockId block = node.blockOf(agent, "system/a");
    when(moment, Operation.CREATE, () -> node.memory.agents().delete(agent, BY));

    try {
      slow.memory.blocks().modify(block, BlockPatch.ofValue("late"), BY);
    } catch (NotFoundException tooLate) {
      assertThat(moment).isEqualTo(Moment.BEFORE);
    }

    assertIsGone(agent);
  }

  @Test
  void readerOfAnAgentThatComesToGitWaitsUntilItIsThere() {
    AgentId agent = node.agent(List.of(), "a");
    List<AgentView> read = new ArrayList<>();
    when(Moment.BEFORE, Operation.CREATE, () -> read.add(node.view(agent)));

    slow.memory.agents().enable(agent, BY);

    assertThat(read.getFirst().blocks()).extracting(Block::label).containsExactly("system/a");
    assertThat(slow.view(agent)).isEqualTo(read.getFirst()).isEqualTo(rebuilt(agent));
  }

  @Test
  void whatWasDoneWhileGitMemoryIsDisabledOutlivesARebuild() {
    AgentId agent = node.agent(List.of(GIT), "a", "b");
    node.memory.agents().disable(agent, BY);
    AgentView kept = change(node, agent);

    node.memory.repair().rebuild(agent);

    assertThat(node.view(agent)).isEqualTo(kept);
  }

  /** The record of a compaction is younger than what the rows have taken over. */
  @Test
  void whatWasDoneWhileGitMemoryIsDisabledOutlivesACompaction() throws InterruptedException {
    AgentId agent = node.agent(List.of(GIT), "a", "b");
    var compacted = new CountDownLatch(1);
    AgentView kept;
    try (var busy =
        new MemoryNode(
            folder.resolve("mneme.db"),
            InterceptedObjectStore.over(
                store,
                (operation, moment, key) -> {
                  if (operation == Operation.CREATE
                      && moment == Moment.AFTER
                      && key.endsWith("%016x.l".formatted(Long.MAX_VALUE - 65))) {
                    compacted.countDown();
                  }
                }))) {
      BlockId block = busy.blockOf(agent, "system/a");
      for (int record = 2; record < 64; record++) {
        String value = record < 5 ? noise(record) : "small " + record;
        busy.memory.blocks().modify(block, BlockPatch.ofValue(value), BY);
      }
      busy.memory.agents().disable(agent, BY);
      assertThat(compacted.await(30, TimeUnit.SECONDS)).as("a compaction").isTrue();
      kept = change(busy, agent);
    }

    try (var started = new MemoryNode(folder.resolve("mneme.db"), store)) {
      assertThat(started.view(agent)).isEqualTo(kept);
      started.memory.agents().enable(agent, BY);
      assertThat(started.view(agent).blocks()).isEqualTo(kept.blocks());
      assertThat(rebuilt(agent).blocks()).isEqualTo(kept.blocks());
    }
  }

  /** Half a mebibyte that no compression makes smaller. */
  private static String noise(long seed) {
    return new Random(seed)
        .ints(512 * 1024, 33, 127)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** A field, a value, one block more and one less. */
  private static AgentView change(MemoryNode on, AgentId agent) {
    CoreMemoryService blocks = on.memory.coreMemory();
    on.memory.agents().modify(agent, MemoryNode.field("system", "changed"), BY);
    blocks.modify(agent, "system/a", BlockPatch.ofValue("written in rows"), BY);
    blocks.detach(agent, on.blockOf(agent, "system/b"), BY);
    blocks.attach(agent, on.block("system/c"), BY);
    return on.view(agent);
  }
}
