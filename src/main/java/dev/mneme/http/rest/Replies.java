package dev.mneme.http.rest;

import dev.mneme.api.AgentJson;
import dev.mneme.api.BlockJson;
import dev.mneme.api.CommitJson;
import dev.mneme.api.Model;
import dev.mneme.block.Block;
import dev.mneme.http.Reply;
import dev.mneme.memory.AgentView;
import dev.mneme.memory.BlockView;
import dev.mneme.memory.Written;
import java.util.List;

/** What use cases answer, as replies. */
record Replies(List<Model> models) {
  private static final int MOST_WARNINGS = 20;

  /** A block; what we add to Letta's nineteen keys goes into headers. */
  Reply block(BlockView view) {
    Reply reply = Reply.json(out -> BlockJson.write(out, view.block()));
    if (view.blobId() != null) {
      reply = reply.with("ETag", tag(view.blobId()));
    }
    if (view.commit() != null) {
      reply = reply.with("Mneme-Commit", view.commit());
    }
    return warn(reply, view.warnings());
  }

  /** The commit that a write of files has led to. */
  static Reply written(Written written) {
    Reply reply =
        Reply.json(out -> CommitJson.write(out, written.commit()))
            .with("Mneme-Commit", written.commit().commit().id());
    if (written.blobId() != null) {
      reply = reply.with("ETag", tag(written.blobId()));
    }
    return warn(reply, written.warnings());
  }

  /** An id of a content as HTTP writes it. */
  static String tag(String blobId) {
    return '"' + blobId + '"';
  }

  static Reply warn(Reply reply, List<String> warnings) {
    Reply warned = reply;
    for (String warning : warnings.stream().limit(MOST_WARNINGS).toList()) {
      warned = warned.with("Mneme-Warning", warning);
    }
    return warned;
  }

  Reply blocks(List<Block> blocks) {
    return Reply.json(out -> BlockJson.writeAll(out, blocks));
  }

  Reply agent(AgentView view) {
    Reply reply = Reply.json(out -> AgentJson.write(out, view.agent(), view.blocks(), models));
    return warn(reply, view.warnings());
  }

  Reply memory(AgentView view) {
    return Reply.json(out -> AgentJson.writeMemory(out, view.agent(), view.blocks()));
  }

  Reply agents(List<AgentView> views) {
    return Reply.json(out -> {
      out.writeStartArray();
      views.forEach(view -> AgentJson.write(out, view.agent(), view.blocks(), models));
      out.writeEndArray();
    });
  }

  Reply count(long count) {
    return Reply.json(out -> out.writeNumber(count));
  }

  Reply texts(List<String> texts) {
    return Reply.json(out -> {
      out.writeStartArray();
      texts.forEach(out::writeString);
      out.writeEndArray();
    });
  }

  Reply text(String text) {
    return Reply.json(out -> out.writeString(text));
  }

  /** {@code null}. */
  Reply nothing() {
    return Reply.json(out -> out.writeNull());
  }
}
