/** Everything a client's list gives when it is walked to its end; gives up where it has none. */
export async function all(list, most = 1000) {
  const items = [];
  for await (const item of list) {
    items.push(item);
    if (items.length > most) throw new Error(`the list does not end after ${most} items`);
  }
  return items;
}

/** One page of a client's list. */
export async function page(list) {
  return (await list).getPaginatedItems();
}
