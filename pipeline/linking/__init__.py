"""What the words around a quantity say: which programme, measure, role, basis and year it belongs to."""
