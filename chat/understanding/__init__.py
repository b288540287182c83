"""From words to one typed act: rules first, the language model for what no rule explains, the rules' word where both speak."""
