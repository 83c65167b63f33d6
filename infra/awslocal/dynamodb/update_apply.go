package dynamodb

import (
	"cmp"
	"maps"
	"slices"
)

// apply returns the item as an update leaves it. The item given is not changed.
// Indexes of lists mean the list as it was before the update.
func apply(actions []action, item attributes) (attributes, error) {
	actions = slices.Clone(actions)
	for i, a := range actions {
		if a.clause != "SET" {
			continue
		}
		var err error
		if actions[i].value, err = a.source.from(item); err != nil {
			return nil, err
		}
	}
	// What is set beyond the end of a list is appended in order of its index.
	slices.SortStableFunc(actions, func(a, b action) int {
		return cmp.Compare(a.path[len(a.path)-1].index, b.path[len(b.path)-1].index)
	})
	result := value{kind: kindM, fields: item}
	var emptied []path
	for _, a := range actions {
		next, err := changed(result, a.path, a)
		if err != nil {
			return nil, err
		}
		result = next
		if a.path[len(a.path)-1].isIndex() {
			emptied = append(emptied, a.path[:len(a.path)-1])
		}
	}
	// The deepest first: closing up a list moves what is in it.
	slices.SortStableFunc(emptied, func(a, b path) int { return len(b) - len(a) })
	for _, list := range emptied {
		result = closeUp(result, list)
	}
	for _, a := range actions {
		if v, found := result.fields[a.path[0].name]; found && v.depth() > maxDepth {
			return nil, invalid("Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit")
		}
	}
	return result.fields, nil
}

// depth is how many levels a value has: 1 for a scalar.
func (v value) depth() int {
	deepest := 0
	for _, field := range v.fields {
		deepest = max(deepest, field.depth())
	}
	if v.kind == kindL {
		for _, element := range v.list {
			deepest = max(deepest, element.depth())
		}
	}
	return deepest + 1
}

// changed returns a copy of parent in which the thing at the end of the path has
// been changed. Only the containers along the path are copied.
func changed(parent value, rest path, a action) (value, error) {
	s := rest[0]
	if s.isIndex() && parent.kind != kindL || !s.isIndex() && parent.kind != kindM {
		return value{}, badPath()
	}
	child, found := parent.child(s)
	found = found && child.kind != kindNone
	var err error
	switch {
	case len(rest) > 1 && !found:
		return value{}, badPath()
	case len(rest) > 1:
		child, err = changed(child, rest[1:], a)
	default:
		child, err = a.result(child, found)
		if err == nil && child.kind == kindNone && !found {
			return parent, nil // nothing there to remove
		}
	}
	if err != nil {
		return value{}, err
	}
	return parent.with(s, child), nil
}

func badPath() error {
	return invalid("The document path provided in the update expression is invalid for update")
}

// with returns a copy of a container with that child. A child without a kind is
// absent: it is taken out of a map, and left in a list until closeUp so that
// the indexes of the others stay.
func (v value) with(s step, child value) value {
	if !s.isIndex() {
		v.fields = maps.Clone(v.fields)
		if v.fields == nil {
			v.fields = map[string]value{}
		}
		if child.kind == kindNone {
			delete(v.fields, s.name)
		} else {
			v.fields[s.name] = child
		}
		return v
	}
	v.list = slices.Clone(v.list)
	if s.index < len(v.list) {
		v.list[s.index] = child
	} else {
		v.list = append(v.list, child)
	}
	return v
}

// closeUp takes the removed elements out of the list at that path.
func closeUp(v value, at path) value {
	if len(at) > 0 {
		child, found := v.child(at[0])
		if !found || child.kind == kindNone {
			return v
		}
		return v.with(at[0], closeUp(child, at[1:]))
	}
	v.list = slices.DeleteFunc(slices.Clone(v.list), func(element value) bool { return element.kind == kindNone })
	return v
}

// result is what an action makes of the value that is there.
func (a action) result(existing value, found bool) (value, error) {
	switch a.clause {
	case "SET":
		return a.value, nil
	case "REMOVE":
		return value{}, nil
	case "ADD":
		if !found {
			return a.value, nil
		}
		if existing.kind != a.value.kind {
			return value{}, wrongOperand()
		}
		if existing.kind == kindN {
			sum, err := addNumbers(existing.text, a.value.text, false)
			if err != nil {
				return value{}, invalid("%s", err)
			}
			return numberValue(sum), nil
		}
		union := slices.Concat(existing.list, a.value.list)
		slices.SortFunc(union, order)
		return value{kind: existing.kind, list: slices.CompactFunc(union, equal)}, nil
	}
	if !found {
		return value{}, nil
	}
	if existing.kind != a.value.kind {
		return value{}, wrongOperand()
	}
	rest := slices.DeleteFunc(slices.Clone(existing.list), a.value.contains)
	if len(rest) == 0 {
		return value{}, nil // a set cannot be empty
	}
	return value{kind: existing.kind, list: rest}, nil
}
