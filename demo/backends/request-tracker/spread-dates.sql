-- The seed is made within a minute. This moves each ticket into the past, the older its number the further, and lets the
-- hours pass between its messages, so that lists have something to sort and conversations look like conversations.
-- RT keeps times in UTC as text; a ticket's own times come from its transactions.
CREATE TEMP TABLE shift AS
  SELECT t.EffectiveId AS ticket,       -- a merged ticket lives on in its target
         x.id AS txn,
         strftime('%s', 'now') - 259200
           - ((SELECT max(id) FROM Tickets) - t.EffectiveId) * 21600
           + (row_number() OVER (PARTITION BY t.EffectiveId ORDER BY x.id) - 1) * 2400 AS at
    FROM Tickets t JOIN Transactions x ON x.ObjectType = 'RT::Ticket' AND x.ObjectId = t.id;
CREATE INDEX shift_txn ON shift (txn);
CREATE INDEX shift_ticket ON shift (ticket);

UPDATE Transactions SET Created = (SELECT datetime(at, 'unixepoch') FROM shift WHERE txn = id)
  WHERE id IN (SELECT txn FROM shift);
UPDATE Attachments SET Created = (SELECT datetime(at, 'unixepoch') FROM shift WHERE txn = TransactionId)
  WHERE TransactionId IN (SELECT txn FROM shift);
UPDATE Tickets SET
  Created     = (SELECT datetime(min(at), 'unixepoch') FROM shift WHERE ticket = id),
  LastUpdated = (SELECT datetime(max(at), 'unixepoch') FROM shift WHERE ticket = id),
  Told        = CASE WHEN Told     > '1971' THEN (SELECT datetime(max(at), 'unixepoch') FROM shift WHERE ticket = id) ELSE Told END,
  Started     = CASE WHEN Started  > '1971' THEN (SELECT datetime(min(at), 'unixepoch') FROM shift WHERE ticket = id) ELSE Started END,
  Resolved    = CASE WHEN Resolved > '1971' THEN (SELECT datetime(max(at), 'unixepoch') FROM shift WHERE ticket = id) ELSE Resolved END
  WHERE id IN (SELECT ticket FROM shift);
