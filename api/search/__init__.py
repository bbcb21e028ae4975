"""Looking for nodes by words: what the store finds in texts, and units and officials by name, alias and pinyin."""
