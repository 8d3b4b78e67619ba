export default function StorePage() {
  return <div className="page">store</div>;
}
