package dev.mneme.git.storage;

import java.util.ArrayList;
import java.util.List;

/** How moves of refs stand in the store. */
final class RefMoves {
  private static final int MIN_BYTES = 2 + 2 * Bytes.OBJECT_ID;

  private RefMoves() {}

  static void write(List<RefMove> moves, Bytes.Writer out) {
    out.int32(moves.size());
    moves.forEach(move -> out.text(move.name()).objectId(move.from()).objectId(move.to()));
  }

  static List<RefMove> read(Bytes.Reader in) {
    int count = in.count(MIN_BYTES);
    List<RefMove> moves = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      moves.add(new RefMove(in.text(), in.objectId(), in.objectId()));
    }
    return moves;
  }
}
