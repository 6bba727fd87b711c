CREATE VIRTUAL TABLE boxes USING rtree(id, min_x, max_x, min_y, max_y);
CREATE VIRTUAL TABLE named USING rtree_i32(id, a, b, +name TEXT);
