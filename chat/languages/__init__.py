"""The shopper's language: which one it is, the words in English for the rules, the fixed sentences in theirs."""
