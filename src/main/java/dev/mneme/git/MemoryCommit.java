package dev.mneme.git;

import dev.mneme.git.storage.LogRepository;
import dev.mneme.git.storage.RefMove;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;

/** Stages the objects of a {@link Proposal} and says which refs have to move. */
final class MemoryCommit {
  private final MemoryView base;
  private final ObjectInserter inserter;
  private final TreeEdit trees;

  private MemoryCommit(MemoryView base, ObjectReader reader, ObjectInserter inserter) {
    this.base = base;
    this.inserter = inserter;
    this.trees = new TreeEdit(reader, inserter);
  }

  /**
   * Stages what a proposal needs.
   *
   * @return the moves of {@code main} and of the hidden ref; none for one that stays where it is
   */
  static List<RefMove> stage(MemoryView base, Proposal proposal, Author author) throws IOException {
    LogRepository repository = base.repository();
    try (ObjectReader reader = repository.newObjectReader();
        ObjectInserter inserter = repository.newObjectInserter()) {
      MemoryCommit commit = new MemoryCommit(base, reader, inserter);
      List<RefMove> moves = new ArrayList<>();
      commit.moveMain(proposal, author).ifPresent(moves::add);
      commit.moveState(proposal).ifPresent(moves::add);
      inserter.flush();
      return moves;
    }
  }

  private Optional<RefMove> moveMain(Proposal proposal, Author author) throws IOException {
    Map<String, Optional<TreeEdit.Put>> changes = new LinkedHashMap<>();
    for (Map.Entry<String, Optional<NewFile>> file : proposal.files().entrySet()) {
      changes.put(file.getKey(), put(file.getValue()));
    }
    ObjectId from = base.head().map(GitId::toObjectId).orElse(ObjectId.zeroId());
    ObjectId tree = trees.apply(base.mainTree(), changes);
    boolean first = from.equals(ObjectId.zeroId());
    return tree.equals(base.mainTree()) && !first
        ? Optional.empty()
        : Optional.of(new RefMove(Refs.MAIN, from, commit(tree, from, proposal.message(), author)));
  }

  private ObjectId commit(ObjectId tree, ObjectId parent, String message, Author author)
      throws IOException {
    PersonIdent person =
        new PersonIdent(author.name(), author.email(), author.when(), java.time.ZoneOffset.UTC);
    CommitBuilder commit = new CommitBuilder();
    commit.setTreeId(tree);
    if (!parent.equals(ObjectId.zeroId())) {
      commit.setParentId(parent);
    }
    commit.setAuthor(person);
    commit.setCommitter(person);
    commit.setMessage(message + trailers(author.trailers()));
    return inserter.insert(commit);
  }

  /** The last paragraph of the message, as git-interpret-trailers reads it. */
  private static String trailers(Map<String, String> trailers) {
    StringBuilder text = new StringBuilder("\n");
    if (!trailers.isEmpty()) {
      text.append('\n');
      trailers.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    }
    return text.toString();
  }

  private Optional<RefMove> moveState(Proposal proposal) throws IOException {
    Map<String, Optional<TreeEdit.Put>> changes = new LinkedHashMap<>();
    for (Map.Entry<String, Optional<BlockState>> block : proposal.blocks().entrySet()) {
      changes.put(
          MemoryView.BLOCKS + "/" + block.getKey(), insert(block.getValue().map(StateJson::write)));
    }
    AgentRecord agent = proposal.agent();
    if (agent != null) {
      changes.put(MemoryView.AGENT_FILE, insert(Optional.of(StateJson.write(agent))));
    }
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    ObjectId tree = trees.apply(base.stateTree(), changes);
    return tree.equals(base.stateTree())
        ? Optional.empty()
        : Optional.of(new RefMove(Refs.STATE, base.stateTree(), tree));
  }

  private Optional<TreeEdit.Put> put(Optional<NewFile> file) throws IOException {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    NewFile to = file.get();
    byte[] bytes = to.bytes();
    ObjectId content =
        bytes == null ? to.content().toObjectId() : inserter.insert(Constants.OBJ_BLOB, bytes);
    return Optional.of(new TreeEdit.Put(content, to.executable()));
  }

  private Optional<TreeEdit.Put> insert(Optional<byte[]> content) throws IOException {
    return content.isEmpty()
        ? Optional.empty()
        : Optional.of(TreeEdit.Put.of(inserter.insert(Constants.OBJ_BLOB, content.get())));
  }
}
