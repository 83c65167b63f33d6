package dynamodb

// Capacity units ("DynamoDB read and write operations"): a read unit is 4 KB,
// half as much when eventually consistent and double in a transaction; a write
// unit is 1 KB, double in a transaction.
const (
	readUnitBytes  = 4096
	writeUnitBytes = 1024
)

func writeUnits(size int) int { return max(1, (size+writeUnitBytes-1)/writeUnitBytes) }

// readUnits of what was examined, missing items included.
func readUnits(size int, consistent bool) float64 {
	units := float64(max(1, (size+readUnitBytes-1)/readUnitBytes))
	if !consistent {
		units /= 2
	}
	return units
}

// units is a part of ConsumedCapacity.
type units struct{ CapacityUnits float64 }

// consumed is ConsumedCapacity.
type consumed struct {
	TableName              string
	CapacityUnits          float64
	ReadCapacityUnits      float64          `json:",omitempty"`
	WriteCapacityUnits     float64          `json:",omitempty"`
	Table                  *units           `json:",omitempty"`
	GlobalSecondaryIndexes map[string]units `json:",omitempty"`
}

// Values of ReturnConsumedCapacity.
const (
	capacityNone    = "NONE"
	capacityTotal   = "TOTAL"
	capacityIndexes = "INDEXES"
)

func checkReturnConsumedCapacity(asked string) error {
	switch asked {
	case "", capacityNone, capacityTotal, capacityIndexes:
		return nil
	}
	return constraint("'"+asked+"'", "returnConsumedCapacity", "Member must satisfy enum value set: [INDEXES, TOTAL, NONE]")
}

// bill adds up what the parts of one request consumed of each table, in the
// order in which the tables were met.
type bill struct {
	asked  string
	tables []*consumed
}

func (b *bill) wanted() bool { return b.asked == capacityTotal || b.asked == capacityIndexes }

func (b *bill) of(name string) *consumed {
	for _, c := range b.tables {
		if c.TableName == name {
			return c
		}
	}
	c := &consumed{TableName: name}
	if b.asked == capacityIndexes {
		c.Table = &units{}
	}
	b.tables = append(b.tables, c)
	return c
}

// table adds units of the table itself.
func (b *bill) table(name string, amount float64) {
	if !b.wanted() {
		return
	}
	c := b.of(name)
	c.CapacityUnits += amount
	if c.Table != nil {
		c.Table.CapacityUnits += amount
	}
}

// index adds units of an index.
func (b *bill) index(table, name string, amount float64) {
	if !b.wanted() {
		return
	}
	c := b.of(table)
	c.CapacityUnits += amount
	if b.asked == capacityIndexes {
		if c.GlobalSecondaryIndexes == nil {
			c.GlobalSecondaryIndexes = map[string]units{}
		}
		c.GlobalSecondaryIndexes[name] = units{c.GlobalSecondaryIndexes[name].CapacityUnits + amount}
	}
}

// wrote adds what a write took, that many times over.
func (b *bill) wrote(table string, did effects, times int) {
	b.table(table, float64(did.table*times))
	for name, amount := range did.indexes {
		b.index(table, name, float64(amount*times))
	}
}

// one is the bill of a request to a single table; nil if none was asked for.
func (b *bill) one() *consumed {
	if len(b.tables) == 0 {
		return nil
	}
	return b.tables[0]
}
