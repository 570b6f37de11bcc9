package dev.mneme.memory;

import static dev.mneme.memory.MemoryNode.BY;
import static dev.mneme.memory.MemoryNode.GIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.agent.AgentId;
import dev.mneme.block.Block;
import dev.mneme.block.BlockId;
import dev.mneme.database.Durability;
import dev.mneme.database.StoredBlock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that went wrong are mended from the repository. */
class RepairTest extends MemoryFixture {

  @Test
  void rebuildMendsRowsThatAreDamagedThoughTheySayTheyAreNew() {
    AgentId agent = node.agent(List.of(GIT), "a", "b");
    BlockId damaged = node.blockOf(agent, "system/a");
    BlockId detached = node.blockOf(agent, "system/b");
    node.memory.blocks().modify(damaged, BlockPatch.ofValue("right"), BY);
    AgentView before = node.view(agent);
    node.database.write(
        Durability.FULL,
        tables -> {
          StoredBlock stored = tables.blocks().find(damaged).orElseThrow();
          Block wrong = BlockPatch.ofValue("wrong").applyTo(stored.block());
          tables.blocks().update(new StoredBlock(wrong, stored.version(), stored.createdAt()));
          return tables.attachments().delete(agent, detached);
        });
    assertThat(node.view(agent)).isNotEqualTo(before);

    node.memory.repair().rebuild(agent);

    assertThat(node.view(agent)).isEqualTo(before);
  }
}
