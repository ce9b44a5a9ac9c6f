-- These rows are changed some times in their first minutes. Where their page has room, no index of theirs is touched by it.
ALTER TABLE alert SET (fillfactor = 50);
ALTER TABLE delivery SET (fillfactor = 70);
ALTER TABLE attempt SET (fillfactor = 70);
