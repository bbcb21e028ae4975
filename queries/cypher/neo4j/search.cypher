// The full-text index finds the candidates for words of two or more Chinese characters: its bigrams in sequence
// are where the characters stand in sequence. Other words (a single character, letters within a token) may stand
// where the index has no term for them, so a text of such words alone reads every task.
WITH [word IN $text WHERE word =~ '[\u4e00-\u9fff]{2,}' | '+"' + word + '"'] AS phrases
CALL (phrases) {
  WITH phrases
  WHERE size(phrases) > 0
  CALL db.index.fulltext.queryNodes('task_text', reduce(terms = '', phrase IN phrases | terms + phrase + ' '))
  YIELD node
  RETURN node AS t
  UNION ALL
  WITH phrases
  WHERE size(phrases) = 0
  MATCH (t:Task)
  RETURN t
}
WITH t, lower(t.name) AS name, lower(coalesce(t.content, '')) AS content,
  lower(coalesce(t.requirement, '')) AS requirement
WITH t, name, name + ' ' + content AS name_and_content,
  name + ' ' + content + ' ' + requirement AS everything
WHERE all(word IN $text WHERE everything CONTAINS word)
MATCH (t)-[:STATED_IN]->(d:Document)
WHERE d.id = $document OR d.number = $document  // if document
RETURN t.id AS task, t.name AS task_name, t.content AS content, t.requirement AS requirement,
  CASE
    WHEN all(word IN $text WHERE name CONTAINS word) THEN 1
    WHEN all(word IN $text WHERE name_and_content CONTAINS word) THEN 2
    ELSE 3
  END AS place,
  d.id AS document, coalesce(t.annex, 0) AS annex, coalesce(t.row, 0) AS row
ORDER BY place, document, annex, row, task LIMIT $limit
