-- requires module spellfix1
CREATE VIRTUAL TABLE words USING spellfix1;
CREATE VIRTUAL TABLE more USING spellfix1(edit_cost_table=costs);
