package dev.mneme.memory;

import static dev.mneme.memory.MemoryNode.BY;
import static dev.mneme.memory.MemoryNode.GIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.agent.Agent;
import dev.mneme.agent.AgentId;
import dev.mneme.block.Block;
import dev.mneme.block.BlockId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was answered as done stays done, whoever else writes at the same time. */
@Timeout(120)
class ConcurrentWritesTest extends MemoryFixture {

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void patchesOfOneAgentLoseNothingOfEachOther(boolean inGit) throws Exception {
    AgentId agent = node.agent(inGit ? List.of(GIT) : List.of(), "a");
    List<Callable<Object>> patches = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      AgentPatch patch = MemoryNode.field("field" + i, "set");
      patches.add(() -> node.memory.agents().modify(agent, patch, BY));
    }

    assertThat(atOnce(patches)).hasOnlyElementsOfType(AgentView.class);
    assertThat(node.memory.agents().get(agent).agent().fields().values())
        .containsOnlyKeys(
            "field0", "field1", "field2", "field3", "field4", "field5", "field6", "field7");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ofBlocksWithOneLabelOneIsAttached(boolean inGit) throws Exception {
    AgentId agent = node.agent(inGit ? List.of(GIT) : List.of());
    List<Callable<Object>> attachments = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      BlockId block = node.block("same");
      attachments.add(() -> node.memory.coreMemory().attach(agent, block, BY));
    }

    List<Object> results = atOnce(attachments);

    assertThat(results).filteredOn(AgentView.class::isInstance).hasSize(1);
    assertThat(results).filteredOn(ConflictException.class::isInstance).hasSize(7);
    assertThat(node.memory.agents().get(agent).blocks()).hasSize(1);
  }

  @Test
  void enablingManyTimesAtOnceEnablesOnce() throws Exception {
    AgentId agent = node.agent(List.of(), "human", "notes/a");

    List<Object> results =
        atOnce(
            List.of(
                () -> node.memory.agents().modify(agent, MemoryNode.tags(GIT), BY),
                () -> node.memory.agents().modify(agent, MemoryNode.tags(GIT), BY),
                () -> node.memory.agents().enable(agent, BY),
                () -> node.memory.agents().modify(agent, MemoryNode.tags(GIT, "x"), BY)));

    assertThat(results).hasOnlyElementsOfType(AgentView.class);
    assertThat(node.memory.agents().get(agent).blocks())
        .extracting(Block::label)
        .containsExactly("system/human", "system/notes/a");
  }

  /** A write that is answered while git memory is being enabled must be in the repository too. */
  @Test
  void writesThatRaceEnablingAreInTheRepository() throws Exception {
    for (int round = 0; round < 15; round++) {
      AgentId agent = node.agent(List.of(), "a", "b", "c");
      BlockId late = node.block("late");
      Map<BlockId, String> written = new HashMap<>();
      List<Callable<Object>> calls = new ArrayList<>();
      calls.add(() -> node.memory.agents().enable(agent, BY));
      for (String label : List.of("a", "b", "c")) {
        BlockId block = node.blockOf(agent, label);
        written.put(block, "changed " + label);
        calls.add(
            () -> node.memory.blocks().modify(block, BlockPatch.ofValue("changed " + label), BY));
      }
      calls.add(() -> node.memory.coreMemory().attach(agent, late, BY));
      calls.add(() -> node.memory.agents().modify(agent, MemoryNode.field("f", 1), BY));

      assertThat(atOnce(calls)).noneMatch(Throwable.class::isInstance);

      try (var rebuilt = new MemoryNode(folder.resolve("rebuilt" + round + ".db"), store)) {
        rebuilt.memory.repair().rebuild(agent);
        Map<BlockId, String> inGit = values(rebuilt, agent);
        assertThat(inGit).containsAllEntriesOf(written).containsKey(late);
        assertThat(values(node, agent)).isEqualTo(inGit);
        Agent kept = node.memory.agents().get(agent).agent();
        assertThat(kept.fields().get("f")).isEqualTo(1L);
        assertThat(rebuilt.memory.agents().get(agent).agent()).isEqualTo(kept);
      }
    }
  }

  @Test
  void aBlockThatIsDeletedWhileItsAgentComesToGitIsGone() throws Exception {
    for (int round = 0; round < 10; round++) {
      AgentId agent = node.agent(List.of(), "a", "b");
      BlockId block = node.blockOf(agent, "a");

      List<Object> results =
          atOnce(
              List.of(
                  () -> node.memory.agents().enable(agent, BY),
                  () -> {
                    node.memory.blocks().delete(block, BY);
                    return "deleted";
                  }));

      assertThat(results).noneMatch(Throwable.class::isInstance);
      try (var rebuilt = new MemoryNode(folder.resolve("rebuilt" + round + ".db"), store)) {
        rebuilt.memory.repair().rebuild(agent);
        assertThat(values(rebuilt, agent)).doesNotContainKey(block);
        assertThat(values(node, agent)).isEqualTo(values(rebuilt, agent));
      }
    }
  }

  private static Map<BlockId, String> values(MemoryNode node, AgentId agent) {
    Map<BlockId, String> values = new HashMap<>();
    node.memory.agents().get(agent).blocks().forEach(b -> values.put(b.id(), b.value()));
    return values;
  }
}
