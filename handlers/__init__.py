"""The HTTP shapes of each product, one folder each; reached through `operationId` alone."""
