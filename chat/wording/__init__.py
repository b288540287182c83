"""Every sentence is composed here, from facts of items and constraints: nothing is said that the catalog does not say."""
