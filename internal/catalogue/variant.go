package catalogue

import "slices"

// Item is one piece of equipment that is asked for or provided: its type and, where
// the type exists in more than one variant, which.
type Item struct {
	Code    Code `json:"code"`
	Variant Link `json:"variant,omitempty"` // "" where there is but one, or nobody has chosen yet
}

// ItemsOf returns the codes as items whose variants nobody has chosen.
func ItemsOf(codes []Code) []Item {
	var items []Item
	for _, code := range codes {
		items = append(items, Item{Code: code})
	}
	return items
}

// CodesOf returns the items without their variants.
func CodesOf(items []Item) []Code {
	var codes []Code
	for _, i := range items {
		codes = append(codes, i.Code)
	}
	return codes
}

// Name returns what people see, such as "Hub (base unit), digital"; "" for what the
// catalogue does not have.
func (i Item) Name() string {
	e, found := Find(i.Code)
	if !found || i.Variant == "" || len(e.Variants()) == 0 {
		return e.Name
	}
	return e.Name + ", " + i.Variant.VariantLabel()
}

// Variants returns the variants that somebody has to choose between; none where the
// type exists in one way only.
func (e Equipment) Variants() []Link {
	if len(e.Communicates) < 2 {
		return nil
	}
	return slices.Clone(e.Communicates)
}

// VariantLabel returns what people see of a variant after the name of its type.
func (l Link) VariantLabel() string {
	switch l {
	case NoLink:
		return "stand-alone"
	case TelephoneLine:
		return "analogue"
	case Broadband:
		return "digital"
	case SIM:
		return "SIM"
	case WiFi:
		return "Wi-Fi"
	}
	return ""
}
