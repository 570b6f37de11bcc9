package dev.mneme.memory;

import dev.mneme.agent.Agent;
import dev.mneme.agent.AgentId;
import dev.mneme.block.BlockId;
import dev.mneme.block.Label;
import dev.mneme.database.AttachedFile;
import dev.mneme.database.Database;
import dev.mneme.database.StoredBlock;
import dev.mneme.database.Tables;
import java.util.List;
import java.util.Optional;

/** What the rows say while a change is decided. */
final class MemoryRows {
  private final Database database;

  MemoryRows(Database database) {
    this.database = database;
  }

  /** Fails if the agent is not there. */
  static void requireAgent(Tables tables, AgentId id) {
    if (tables.agents().find(id).isEmpty()) {
      throw NotFoundException.agent(id);
    }
  }

  Agent agent(AgentId id) {
    return find(id).orElseThrow(() -> NotFoundException.agent(id));
  }

  Optional<Agent> find(AgentId id) {
    return database.read(tables -> tables.agents().find(id));
  }

  StoredBlock stored(BlockId id) {
    return database.read(tables -> stored(tables, id));
  }

  /** A block of an agent with where it is in the agent's repository, as they are at one moment. */
  record Attached(AttachedFile file, StoredBlock block) {}

  Attached attachedBlock(AgentId agent, BlockId id) {
    return database
        .read(tables ->
            tables.files().find(agent, id).map(file -> new Attached(file, stored(tables, id))))
        .orElseThrow(() -> NotFoundException.block(id));
  }

  private static StoredBlock stored(Tables tables, BlockId id) {
    return tables.blocks().find(id).orElseThrow(() -> NotFoundException.block(id));
  }

  AttachedFile attached(AgentId agent, BlockId id) {
    return findAttached(agent, id).orElseThrow(() -> NotFoundException.block(id));
  }

  Optional<AttachedFile> findAttached(AgentId agent, BlockId id) {
    return database.read(tables -> tables.files().find(agent, id));
  }

  /** The blocks of an agent, in the order in which it got them. */
  List<StoredBlock> blocks(AgentId agent) {
    return database.read(tables -> tables.attachments().of(agent));
  }

  /** The same, each with the time at which the agent got it. */
  List<Member> members(AgentId agent) {
    return blocks(agent).stream()
        .map(stored -> new Member(stored, attached(agent, stored.block().id()).attachedAt()))
        .toList();
  }

  /** All blocks of an agent, with where they are in its repository. */
  List<AttachedFile> files(AgentId agent) {
    return database.read(tables -> tables.files().of(agent));
  }

  /** A label must be free in every agent that has the block. */
  void requireFree(BlockId id, Label label) {
    database.read(tables -> {
      requireFree(tables, id, label);
      return true;
    });
  }

  static void requireFree(Tables tables, BlockId id, Label label) {
    for (AgentId agent : tables.attachments().agentsOf(id)) {
      tables
          .attachments()
          .find(agent, label.value())
          .filter(other -> !other.block().id().equals(id))
          .ifPresent(other -> {
            throw new ConflictException(
                "agent %s has another block with the label '%s'".formatted(agent, label));
          });
    }
  }
}
