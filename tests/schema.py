"""The constraints and indexes of the Neo4j of the tests, which outlive the nodes that a test leaves behind."""

import neo4j


def drop_schema(driver: neo4j.Driver) -> None:
    """Take away what a test before left, so that the server is as new: its statistics as well."""
    for record in driver.execute_query("SHOW CONSTRAINTS YIELD name").records:
        driver.execute_query(f"DROP CONSTRAINT `{record['name']}`")
    for record in driver.execute_query("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name").records:
        driver.execute_query(f"DROP INDEX `{record['name']}`")
