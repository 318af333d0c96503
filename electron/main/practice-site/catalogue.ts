/**
 * The shop's shelf as text, one book a line: title | author | category | price in £ | stock | rating | description.
 * Titles and authors are invented. Some hold commas, quotes, `&` or accents on purpose: exports must keep them.
 */
export const CATALOGUE = `
The Salt Road | Ines Calloway | Fiction | 18.40 | 14 | 4.6 | A merchant's daughter carries the last white salt across three borders.
Winter Fields | Tomas Reddick | Poetry | 12.99 | 9 | 4.2 | Forty short poems from a farm that is snowed in until March.
A Quiet Engine | Mara Ellingham | Science | 24.00 | 6 | 4.8 | How a shy mechanic made the first pump that nobody could hear.
Glass Harbour | Dov Arkwright | Fiction | 9.75 | 22 | 3.9 | A lighthouse keeper sells the light, one evening at a time.
Paper Cities | Lena Oduya-Marsh | History | 21.50 | 11 | 4.4 | Towns that were drawn with great care and never built.
Northern Light | Sigrun Halvard | Travel | 16.25 | 5 | 4.1 | A slow walk along the coast where the sun forgets to set.
The Ninth Bell | Aurelio Penhale | Fiction | 11.30 | 0 | 4.0 | Eight bells ring in the valley; on Sunday someone hears another.
Low Tide | Wren Castellane | Poetry | 8.99 | 31 | 3.7 | Poems written on the sand and copied out before the water came.
The Clockmaker's Orchard | Hester Vane | Fiction | 13.60 | 17 | 4.3 | Every tree in it bears fruit at a different hour.
Salt & Smoke | Benedikt Orrin | Travel | 19.95 | 8 | 4.5 | Forty kitchens between the harbour and the high pass.
A Field Guide to Small Storms | Priya Landecker | Science | 27.40 | 12 | 4.7 | What the weather does between one garden wall and the other.
The Cartographer's Cat | Odile Farrow | Children | 7.50 | 40 | 4.9 | She sleeps on the map and so moves a mountain.
Letters from Fallow Street | Marcus Teale | Fiction | 15.80 | 3 | 4.0 | One street, one postman, two hundred years of post.
The Lantern Ferry | Yuki Ashdown | Fiction | 10.95 | 19 | 4.2 | The boat runs only when nobody needs to cross.
Moss | Edda Kirwan | Science | 22.15 | 7 | 4.4 | The oldest carpet in the world, from the footpath to the roof.
Who Asked the Owl? | Pim van Dorsten | Children | 6.99 | 36 | 4.6 | Everyone in the wood wants advice but nobody likes the answer.
The Long Way to Brindle | Caro Whitlock | Travel | 14.70 | 10 | 3.8 | Six weeks on the slow trains, with one wrong turn a day.
Ash Wednesday Market | Felipe Arnaud | Fiction | 12.20 | 15 | 4.1 | Three families sell the same recipe on the same square.
Slate | Gwen Morrow | Poetry | 9.40 | 13 | 4.0 | A quarry town in sixty pages, each cut thin.
The Bridge Builders' Strike | Harold Essien | History | 23.75 | 4 | 4.3 | The winter when the river had two half bridges.
Seven Rivers Counting | Nadia Thorsby | Travel | 17.30 | 0 | 4.5 | From the spring to the sea, seven times, by canoe.
The Apprentice Cloud | Juno Hathersage | Children | 8.25 | 28 | 4.7 | It is hard to rain when you are this small.
Borrowed Gravity | Anselm Croft | Science | 25.60 | 9 | 4.2 | What satellites owe to the planets that they pass.
The House with Two Kitchens | Delphine Roake | Fiction | 13.10 | 21 | 3.9 | Two sisters, one stove each, and a wall that gets thinner.
Copper and Rain | Idris Velarde | Poetry | 10.50 | 16 | 4.4 | Roofs, gutters, coins: poems that turn green with time.
The Unfinished Railway | Theodora Quill | History | 20.90 | 6 | 4.1 | Ninety miles of track, two of them in the right direction.
Postcards to a Lighthouse | Emil Sandoval | Fiction | 11.85 | 18 | 4.0 | He writes each week; the answers come in beams.
Café Meridian | Zoë Harcourt | Travel | 15.45 | 12 | 4.3 | One table, twenty-four time zones and very good coffee.
How Bread Remembers | Ottilie Brandt | Science | 18.80 | 14 | 4.8 | Starters, spores and the long memory of flour.
The Smallest Giant | Rafi Demeter | Children | 7.95 | 33 | 4.5 | He is only as tall as a house, and shy about it.
Ink Tax | Cornelius Abara | History | 22.60 | 0 | 3.9 | How a levy on writing taught a country to whisper.
The Orchid Thieves' Supper | Bianca Holloway | Fiction | 14.15 | 11 | 4.2 | Nine guests, one flower, and the lights go out before dessert.
Half a Hemisphere | Sunniva Clarke | Travel | 19.20 | 7 | 4.0 | Southward by cargo ship with a cello.
Lullabies for Machines | Kenji Merriweather | Poetry | 11.10 | 20 | 3.6 | Soft words for fans, pumps and old refrigerators.
The Patience of Lichen | Rosalind Eke | Science | 26.30 | 5 | 4.6 | A millimetre a year, and how it wins.
Grandmother Was a Submarine | Tilly Ambrose | Children | 9.25 | 24 | 4.8 | At least that is what she says at bath time.
A Short History of Doors | Leopold Finch | History | 16.90 | 13 | 4.4 | Who may come in, from the first hinge to the last key.
The Weathervane Murders | Agatha Pell | Fiction | 9.99 | 29 | 4.1 | The wind turns, and another alibi with it.
Rope, Tar, Canvas | Joachim Storr | History | 24.85 | 4 | 4.2 | The three things that held the world's trade together.
Walking Home Backwards | Imani Scholes | Travel | 13.95 | 15 | 3.8 | She sees only where she has been, and it is enough.
The Beekeeper's Arithmetic | Casimir Lowe | Science | 20.40 | 10 | 4.5 | Why hexagons, and other sums that insects do.
"Hello," Said the Heron | Posy Trelawney | Children | 6.75 | 38 | 4.4 | A lesson in manners, standing on one leg.
The Borrowed Coat | Miriam Saltash | Fiction | 12.75 | 16 | 4.3 | It has passed through eleven owners and kept a button of each.
Thirteen Ways to Fold a Map | Ewan Lisle | Poetry | 10.20 | 8 | 4.1 | None of them is the way in which it was folded before.
The Tin Parliament | Barnaby Osei | History | 18.10 | 9 | 4.0 | A toy factory votes, and the town takes it seriously.
Island of Good Wi-Fi | Freya Lundgren | Travel | 14.30 | 0 | 3.5 | A search for peace that keeps finding a signal.
Under the Tram Wires | Octavio Brill | Fiction | 11.60 | 23 | 4.2 | Line 9 is never late, until the driver falls in love.
The Curious Life of Rust | Helga Pemberton | Science | 21.95 | 12 | 4.3 | Iron's slow wish to become earth again.
A Pocketful of Thunder | Solomon Tighe | Children | 8.60 | 27 | 4.6 | Keep it buttoned in the library.
Quarry Songs | Maeve Donnellan | Poetry | 9.85 | 11 | 4.0 | Work songs of people who cut stairs out of hills.
The Map Room Is Closed | Irena Valcourt | Fiction | 15.25 | 7 | 4.4 | A museum guard, a missing island, a very long night.
Kings of the Canal | Wilfred Attah | History | 17.65 | 14 | 3.9 | The families who moved a city's coal at walking pace.
Sleeper to Varna | Lotte Achterberg | Travel | 16.60 | 6 | 4.2 | Five nights, four borders, one compartment.
Seeds That Travel | Ravi Underhill | Science | 23.20 | 18 | 4.7 | By wind, by wool and in the turn-ups of trousers.
The Moon's Spare Key | Nell Barraclough | Children | 7.25 | 42 | 4.9 | Someone has to let the night in.
The Winter Accountant | Stellan Frey | Fiction | 13.40 | 13 | 4.1 | He counts the snow so that the spring will balance.
Small Hours, Large Moths | Ursula Kemp | Poetry | 11.45 | 0 | 4.3 | Poems from the porch lamp.
The Weavers' Almanac | Constance Ilori | History | 19.50 | 10 | 4.5 | A year of cloth, weather and unpaid bills.
Two Tents in Patagonia | Diego Marchetti | Travel | 15.10 | 9 | 4.0 | A friendship measured in guy ropes.
What the Tide Pool Knows | Harriet Sømme | Science | 24.45 | 8 | 4.6 | A whole ocean, in a hollow of the rock.
The Violin Thief of Lisle Row | Auden Pascoe | Fiction | 12.50 | 20 | 4.2 | He steals only instruments that nobody plays.
Mr Pettigrew's Left Shoe | Dottie Rusk | Children | 6.50 | 35 | 4.3 | It has gone out without him again.
Blue Hour Ledger | Salvatore Wynn | Poetry | 10.75 | 12 | 4.1 | Entries made between sunset and the first lamp.
The Last Page but One | Eleanor Tamsin | Fiction | 16.80 | 26 | 4.7 | A reader who never finishes finds that somebody else does.
`;
