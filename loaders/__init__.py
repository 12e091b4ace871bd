"""From files to claims: readers, the Persian layer, extraction rules and linking. Imports only the types of `kg`."""
