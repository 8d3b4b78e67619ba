import { redirect } from "next/navigation";
import { currentSession } from "../auth/session.ts";

export default async function Home() {
  redirect((await currentSession()) === null ? "/sign-in" : "/store");
}
